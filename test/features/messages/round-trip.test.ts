import { test } from "vitest";

import { aKey, call } from "../../fixtures/call";
import { aTenant } from "../../fixtures/tenant";
import { until } from "../../fixtures/until";

type Row = Readonly<Record<string, unknown>>;

test("a person writes, is answered, and the answer is delivered and read", async ({ expect }) => {
  const tenant = await aTenant();
  const number = await call(tenant, "POST /numbers", { kind: "sandbox" });
  expect(number.status).toBe(201);
  const inbound = await call(tenant, `POST /sandbox/numbers/${String(number.body["id"])}/inbound`, {
    from: "+34600111222",
    name: "Ana",
    type: "text",
    text: { body: "Hello?" },
  });
  expect(inbound.status).toBe(202);
  const conversation = await until(async () => {
    const { body } = await call(tenant, "GET /conversations?unread=true");
    return body.data?.[0];
  });
  const contact = conversation["contact"] as Row;
  const sent = await call(
    tenant,
    "POST /messages",
    {
      to: String(contact["id"]),
      text: { body: "Yes!" },
    },
    aKey(),
  );
  expect(sent.status).toBe(202);
  const read = await until(async () => {
    const { body } = await call(tenant, `GET /messages/${String(sent.body["id"])}`);
    return body["status"] === "read" && body;
  });
  expect(read["wamid"]).toMatch(/^wamid\./);
  const thread = await call(tenant, `GET /conversations/${String(conversation["id"])}/messages`);
  expect(thread.body.data?.map(({ direction }) => direction)).toEqual(["outbound", "inbound"]);
  const types = (await call(tenant, "GET /events?limit=100")).body.data?.map(({ type }) => type);
  for (const type of ["message.received", "message.queued", "message.sent", "message.read"])
    expect(types).toContain(type);
});
