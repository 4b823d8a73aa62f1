import { test } from "vitest";

import { callApi } from "../../fixtures/call";
import { aTenant } from "../../fixtures/tenant";

type Row = Readonly<Record<string, unknown>>;

/** Ask until the answer is the one that is waited for, at most ten seconds. */
async function until<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (let i = 0; i < 100; i++) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await scheduler.wait(100);
  }
  throw new Error("waited in vain");
}

test("a person writes, is answered, and the answer is delivered and read", async ({ expect }) => {
  const tenant = await aTenant();
  const number = await callApi(tenant, "POST", "/numbers", { kind: "sandbox" });
  expect(number.status).toBe(201);
  const inbound = await callApi(
    tenant,
    "POST",
    `/sandbox/numbers/${String(number.body["id"])}/inbound`,
    { from: "+34600111222", name: "Ana", type: "text", text: { body: "Hello?" } },
  );
  expect(inbound.status).toBe(202);
  const conversation = await until(async () => {
    const { body } = await callApi(tenant, "GET", "/conversations?unread=true");
    return body.data?.[0];
  });
  const contact = conversation["contact"] as Row;
  const sent = await callApi(tenant, "POST", "/messages", {
    to: String(contact["id"]),
    text: { body: "Yes!" },
  });
  expect(sent.status).toBe(202);
  const read = await until(async () => {
    const { body } = await callApi(tenant, "GET", `/messages/${String(sent.body["id"])}`);
    return body["status"] === "read" ? body : undefined;
  });
  expect(read["wamid"]).toMatch(/^wamid\./);
  const thread = await callApi(
    tenant,
    "GET",
    `/conversations/${String(conversation["id"])}/messages`,
  );
  expect(thread.body.data?.map(({ direction }) => direction)).toEqual(["outbound", "inbound"]);
  const types = (await callApi(tenant, "GET", "/events?limit=100")).body.data?.map(
    ({ type }) => type,
  );
  for (const type of ["message.received", "message.queued", "message.sent", "message.read"])
    expect(types).toContain(type);
});
