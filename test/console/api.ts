import { theBakery } from "./browser.ts";

/** Calls the API of the seeded workspace with its key. */
export async function api(
  method: string,
  path: string,
  body?: object,
  headers: Readonly<Record<string, string>> = {},
) {
  const { url, apiKey } = theBakery();
  const answer = await fetch(`${url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${apiKey}`,
      "content-type": "application/json",
      "idempotency-key": crypto.randomUUID(),
      ...headers,
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  return (await answer.json()) as Record<string, unknown>;
}

/** Deletes what the next test should not find. */
export async function remove(path: string): Promise<void> {
  const { url, apiKey } = theBakery();
  const headers = { authorization: `Bearer ${apiKey}` };
  const { ok, status } = await fetch(`${url}${path}`, { method: "DELETE", headers });
  if (!ok) throw new Error(`DELETE ${path}: ${status}`);
}

/** A person writes a text to the seeded number. */
export const write = (from: string, text: string, name = "Cliente") =>
  api("POST", `/v1/sandbox/numbers/${theBakery().numberId}/inbound`, {
    from,
    name,
    type: "text",
    text: { body: text },
  });

/** A phone number that nobody has yet. */
export const newPhone = (): string =>
  `+55119${String(Math.floor(Math.random() * 1e8)).padStart(8, "0")}`;
