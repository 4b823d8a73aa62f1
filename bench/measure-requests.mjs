// API calls: how many storage round trips wait for one another, when everything that may be cached is.
import { randomUUID } from "node:crypto";

export async function measureRequests({ url, workspace, database }) {
  const person = await database
    .prepare("SELECT contact_id FROM conversations ORDER BY last_at DESC LIMIT 1")
    .first();
  const send = () =>
    steps("POST", "/v1/messages", { to: person.contact_id, text: { body: "On its way." } });
  const page = () => steps("GET", "/v1/messages?limit=25");
  await send();
  await page();
  return [
    {
      key: "steps_post_message",
      what: "POST /v1/messages, sequential storage round trips",
      value: await send(),
      budget: "≤ 3",
    },
    {
      key: "steps_get_page",
      what: "GET page, sequential storage round trips",
      value: await page(),
      budget: "≤ 2",
    },
  ];

  async function steps(method, route, body) {
    const response = await fetch(`${url}${route}`, {
      method,
      headers: {
        authorization: `Bearer ${workspace.apiKey}`,
        ...(body === undefined
          ? {}
          : { "content-type": "application/json", "idempotency-key": randomUUID() }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok)
      throw new Error(`${method} ${route}: ${response.status} ${await response.text()}`);
    await response.arrayBuffer();
    return Number(response.headers.get("x-bench-steps"));
  }
}
