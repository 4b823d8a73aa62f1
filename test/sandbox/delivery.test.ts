import { evictDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { until } from "../fixtures/until.ts";
import { allTold, aSandbox, TEMPLATE, listen, statusesIn, valuesOf } from "./a-sandbox.ts";

describe("webhooks", () => {
  test("statuses come in order, signed over their bytes, with what the sender gave", async ({
    expect,
  }) => {
    const { send, approvedTemplate, posted } = await aSandbox();
    await approvedTemplate();
    const sent = await send({
      to: "+5511987655001",
      ...TEMPLATE,
      biz_opaque_callback_data: "msg_1",
    });
    const wamid = sent.json.messages[0]?.id;
    await until(() => statusesIn(posted).length === 3);
    const statuses = statusesIn(posted);
    expect(statuses.map(({ status }) => status)).toEqual(["sent", "delivered", "read"]);
    expect(statuses[0]).toMatchObject({
      id: wamid,
      recipient_id: "5511987655001",
      biz_opaque_callback_data: "msg_1",
      conversation: { origin: { type: "utility" } },
      pricing: { billable: true, pricing_model: "PMP", type: "regular", category: "utility" },
    });
    expect(statuses[0]?.timestamp).toMatch(/^\d{10}$/);
    expect(statuses[0]?.recipient_user_id).toMatch(/^BR\.\d+$/);
    for (const { raw, signature } of posted) expect(signature).toBe(await signed(raw));
  });

  test("text is escaped as Meta escapes it", async ({ expect }) => {
    const { stub, number, posted } = await aSandbox();
    await stub.inbound({
      phone_number_id: number.phone_number_id,
      from: "+34600111222",
      name: "Ana",
      type: "text",
      object: { body: "é/😀" },
    });
    await until(() => posted.length === 1);
    expect(posted[0]?.raw).toContain(String.raw`"body":"\u00e9\/\ud83d\ude00"`);
    expect(valuesOf(posted, "messages")[0]).toMatchObject({
      contacts: [{ profile: { name: "Ana" }, wa_id: "34600111222" }],
      messages: [{ from: "34600111222", type: "text", text: { body: "é/😀" } }],
    });
  });

  test("a type that nobody knows passes through, and a person may have no phone number", async ({
    expect,
  }) => {
    const { stub, number, posted } = await aSandbox();
    await stub.inbound({
      phone_number_id: number.phone_number_id,
      from: null,
      user_id: "US.123",
      username: "ann",
      type: "hologram",
      object: { depth: 3 },
      wamid: "wamid.mine",
    });
    await until(() => posted.length === 1);
    const [value] = valuesOf(posted, "messages");
    expect(value?.messages).toMatchObject([
      { id: "wamid.mine", from_user_id: "US.123", type: "hologram", hologram: { depth: 3 } },
    ]);
    expect(value?.messages?.[0]).not.toHaveProperty("from");
    expect(value?.contacts).toEqual([{ profile: { username: "ann" }, user_id: "US.123" }]);
  });

  test("a webhook that is not answered 200 is posted again", async ({ expect }) => {
    let attempts = 0;
    const { openWindow, posted, stub } = await aSandbox({}, () => (++attempts < 2 ? 503 : 200));
    await openWindow("+34600111222");
    await until(() => attempts > 0);
    await stub.moveClock({ advanceMs: 1000 });
    await until(() => posted.length === 1);
    expect(attempts).toBe(2);
  });

  test("statuses that are due together share one webhook, at most fifty", async ({ expect }) => {
    const { send, approvedTemplate, posted, stub } = await aSandbox({
      throughput_mps: 1000,
      latency_ms: 60_000,
      template_review: "manual",
    });
    await approvedTemplate();
    for (let i = 0; i < 120; i++) await send({ to: `+551198765${5200 + i}`, ...TEMPLATE });
    await until(() => valuesOf(posted, "message_template_status_update").length === 1);
    posted.length = 0;
    await stub.moveClock({ advanceMs: 600_000 });
    await until(() => statusesIn(posted).length === 360);
    const sizes = posted.map(({ body }) => body.entry[0]?.changes[0]?.value.statuses?.length ?? 0);
    expect(Math.max(...sizes)).toBe(50);
    expect(sizes.length).toBeLessThanOrEqual(9);
  });

  test("what was accepted is told by the object that comes after a restart", async ({ expect }) => {
    const { send, approvedTemplate, stub } = await aSandbox({ latency_ms: 60_000 });
    await approvedTemplate();
    await send({ to: "+5511987655001", ...TEMPLATE });
    await evictDurableObject(stub);
    const heard = await listen(stub);
    await stub.moveClock({ advanceMs: 600_000 });
    await until(() => statusesIn(heard).length === 3);
    expect(await allTold(stub)).toBe(true);
  });
});

describe("templates", () => {
  const draft = {
    name: "welcome",
    language: "en_US",
    category: "MARKETING",
    components: [{ type: "BODY", text: "Welcome to the shop." }],
  };

  test("an approval changes the template and is told by a signed webhook", async ({ expect }) => {
    const { call, number, posted } = await aSandbox();
    const created = await call("POST", `${number.waba_id}/message_templates`, draft);
    expect(created.json).toMatchObject({ status: "PENDING", category: "MARKETING" });
    await until(() => posted.length === 1);
    expect(posted[0]?.body.entry[0]).toMatchObject({
      id: number.waba_id,
      time: expect.any(Number),
      changes: [
        {
          field: "message_template_status_update",
          value: {
            event: "APPROVED",
            message_template_id: Number(created.json["id"]),
            message_template_name: "welcome",
            message_template_language: "en-US",
            reason: "NONE",
          },
        },
      ],
    });
    expect(posted[0]?.signature).toBe(await signed(posted[0]?.raw ?? ""));
    const list = await call("GET", `${number.waba_id}/message_templates?fields=name,status`);
    expect(list.json["data"]).toEqual([
      { id: created.json["id"], name: "welcome", status: "APPROVED" },
    ]);
  });

  test("an obvious violation is rejected with its reason", async ({ expect }) => {
    const { call, number, posted } = await aSandbox();
    await call("POST", `${number.waba_id}/message_templates`, {
      ...draft,
      components: [{ type: "BODY", text: "Please send us your card number today." }],
    });
    await until(() => posted.length === 1);
    expect(valuesOf(posted, "message_template_status_update")[0]).toMatchObject({
      event: "REJECTED",
      reason: "SCAM",
    });
  });

  test("with manual review nothing happens until somebody decides", async ({ expect }) => {
    const { call, number, posted, stub } = await aSandbox({ template_review: "manual" });
    const created = await call("POST", `${number.waba_id}/message_templates`, draft);
    const id = String(created.json["id"]);
    // Nothing is to be told, so nothing will happen by itself.
    await allTold(stub);
    expect(posted).toEqual([]);
    expect((await call("GET", id)).json["status"]).toBe("PENDING");
    expect(await stub.reviewTemplate({ template_id: id, event: "REJECTED" })).toBe(true);
    await until(() => posted.length === 1);
    expect((await call("GET", `${id}?fields=status,rejected_reason`)).json).toEqual({
      id,
      status: "REJECTED",
      rejected_reason: "INVALID_FORMAT",
    });
  });

  const cases: readonly (readonly [what: string, change: object, subcode: number | undefined])[] = [
    ["a name with capitals", { name: "Welcome" }, 2388023],
    ["no body", { components: [{ type: "FOOTER", text: "x" }] }, undefined],
    [
      "a variable at the end",
      { components: [{ type: "BODY", text: "Hi there {{1}}", example: { body_text: [["x"]] } }] },
      2388299,
    ],
    [
      "a variable without an example",
      { components: [{ type: "BODY", text: "Hi {{1}} there." }] },
      2388043,
    ],
    [
      "a gap in the variables",
      { components: [{ type: "BODY", text: "Hi {{2}} there.", example: { body_text: [["x"]] } }] },
      2388072,
    ],
    [
      "a body that is too long",
      { components: [{ type: "BODY", text: "x".repeat(1025) }] },
      2388040,
    ],
    [
      "quick replies apart",
      {
        components: [
          { type: "BODY", text: "Hi." },
          {
            type: "BUTTONS",
            buttons: [
              { type: "QUICK_REPLY", text: "A" },
              { type: "URL", text: "B", url: "https://x.example" },
              { type: "QUICK_REPLY", text: "C" },
            ],
          },
        ],
      },
      2388072,
    ],
  ];
  test.for(cases)("a template with %s is refused", async ([, change, subcode], { expect }) => {
    const { call, number } = await aSandbox();
    const { status, json } = await call("POST", `${number.waba_id}/message_templates`, {
      ...draft,
      ...change,
    });
    expect([status, json.error.code, json.error.error_subcode]).toEqual([400, 100, subcode]);
  });

  test("a second template of the same name and language is refused, a deleted one is gone", async ({
    expect,
  }) => {
    const { call, number } = await aSandbox();
    const path = `${number.waba_id}/message_templates`;
    await call("POST", path, draft);
    expect((await call("POST", path, draft)).json.error.error_subcode).toBe(2388024);
    expect((await call("DELETE", `${path}?name=welcome`)).json).toEqual({ success: true });
    expect((await call("GET", path)).json["data"]).toEqual([]);
  });
});

async function signed(raw: string): Promise<string> {
  const bytes = new TextEncoder();
  const key = await crypto.subtle.importKey(
    "raw",
    bytes.encode(env.META_APP_SECRET.split(",")[0] ?? ""),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign"],
  );
  const mac = new Uint8Array(await crypto.subtle.sign("HMAC", key, bytes.encode(raw)));
  return `sha256=${[...mac].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
