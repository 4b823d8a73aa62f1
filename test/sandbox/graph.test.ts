import { describe, test } from "vitest";

import { TEMPLATE, aSandbox } from "./a-sandbox.ts";

const TO = "+5511987650001";

describe("who may call", () => {
  test("a missing and a wrong token are answered 401 with code 190", async ({ expect }) => {
    const { call, number } = await aSandbox();
    for (const token of [null, "EAAwrong"]) {
      const { status, json } = await call("GET", number.phone_number_id, undefined, token);
      expect([status, json.error.code, json.error.type]).toEqual([401, 190, "OAuthException"]);
      expect(json.error.fbtrace_id).toMatch(/^A\w{10,}$/);
    }
  });

  test("an unknown object and the object of another sandbox do not exist", async ({ expect }) => {
    const { call } = await aSandbox();
    const other = await aSandbox();
    for (const id of ["123456789012345", other.number.phone_number_id]) {
      const { status, json } = await call("POST", `${id}/messages`, {});
      expect([status, json.error.code, json.error.error_subcode, json.error.type]).toEqual([
        400,
        100,
        33,
        "GraphMethodException",
      ]);
    }
  });
});

describe("what a number is", () => {
  test("its fields, its WABA's list and its token can be read", async ({ expect }) => {
    const { call, number } = await aSandbox({ name: "Corner Shop" });
    const one = await call(
      "GET",
      `${number.phone_number_id}?fields=verified_name,status,throughput`,
    );
    expect(one.json).toEqual({
      id: number.phone_number_id,
      verified_name: "Corner Shop",
      status: "CONNECTED",
      throughput: { level: "STANDARD" },
    });
    const list = await call("GET", `${number.waba_id}/phone_numbers`);
    expect(list.json["data"]).toMatchObject([{ id: number.phone_number_id }]);
    expect((await call("POST", `${number.waba_id}/subscribed_apps`)).json).toEqual({
      success: true,
    });
    const token = await call("GET", `debug_token?input_token=${number.access_token}`);
    expect(token.json["data"]).toMatchObject({ is_valid: true });
    expect((await call("GET", "debug_token?input_token=x")).json["data"]).toMatchObject({
      is_valid: false,
    });
  });

  test("it is registered with its PIN, and sends nothing while it is not", async ({ expect }) => {
    const { call, send, number } = await aSandbox({ registered: false });
    const id = number.phone_number_id;
    const shown = async () => (await call("GET", `${id}?fields=status,is_pin_enabled`)).json;
    const text = { to: TO, type: "text", text: { body: "hi" } };
    const register = (pin: unknown) =>
      call("POST", `${id}/register`, { messaging_product: "whatsapp", pin });
    expect(await shown()).toMatchObject({ status: "DISCONNECTED", is_pin_enabled: false });
    expect((await send(text)).json.error.code).toBe(133010);
    expect((await register("12345")).json.error.code).toBe(100);
    expect((await register("123456")).json).toEqual({ success: true });
    expect(await shown()).toMatchObject({ status: "CONNECTED", is_pin_enabled: true });
    expect((await send(text)).json.messages).toHaveLength(1);
    expect((await call("POST", `${id}/deregister`)).json).toEqual({ success: true });
    expect((await register("654321")).json.error.code).toBe(133005);
    expect((await register("123456")).json).toEqual({ success: true });
    expect((await call("POST", "1/register")).json.error.code).toBe(100);
  });

  test("a field that no number has is refused", async ({ expect }) => {
    const { call, number } = await aSandbox();
    const { status, json } = await call("GET", `${number.phone_number_id}?fields=shoe_size`);
    expect([status, json.error.code]).toEqual([400, 100]);
  });
});

describe("what a message must be", () => {
  const cases: readonly (readonly [what: string, body: object, code: number])[] = [
    [
      "without messaging_product",
      { messaging_product: undefined, to: TO, type: "text", text: { body: "x" } },
      100,
    ],
    ["without to", { type: "text", text: { body: "x" } }, 131008],
    ["to something that is no number", { to: "12", type: "text", text: { body: "x" } }, 131009],
    ["without type", { to: TO }, 131008],
    ["of a type that every object has", { to: TO, type: "toString" }, 131009],
    ["of an unknown type", { to: TO, type: "telegram", telegram: {} }, 131009],
    ["without its object", { to: TO, type: "text" }, 131008],
    [
      "with a text that is too long",
      { to: TO, type: "text", text: { body: "x".repeat(4097) } },
      100,
    ],
    [
      "with opaque data that is too long",
      { to: TO, type: "text", text: { body: "x" }, biz_opaque_callback_data: "x".repeat(513) },
      100,
    ],
    ["with a template nobody made", { to: TO, ...TEMPLATE }, 132001],
    [
      "with four reply buttons",
      {
        to: TO,
        type: "interactive",
        interactive: {
          type: "button",
          body: { text: "?" },
          action: {
            buttons: [1, 2, 3, 4].map((n) => ({
              type: "reply",
              reply: { id: `${n}`, title: `${n}` },
            })),
          },
        },
      },
      131009,
    ],
  ];
  test.for(cases)("a message %s is refused with its code", async ([, body, code], { expect }) => {
    const { send, stub } = await aSandbox();
    const { status, json } = await send(body);
    expect(status).toBe(code === 132001 ? 404 : 400);
    expect(json.error).toMatchObject({
      code,
      type: "OAuthException",
      error_data: { messaging_product: "whatsapp" },
    });
    expect(await stub.ledger({ limit: 10 })).toMatchObject([
      { outcome: "refused", code, wamid: null },
    ]);
  });

  test("a text's length counts characters, not the units they take", async ({ expect }) => {
    const { send, openWindow } = await aSandbox();
    await openWindow(TO);
    const ofLength = async (count: number) =>
      (await send({ to: TO, type: "text", text: { body: "😀".repeat(count) } })).status;
    expect([await ofLength(4096), await ofLength(4097)]).toEqual([200, 400]);
  });

  test("a body that is not JSON is refused", async ({ expect }) => {
    const { stub, number } = await aSandbox();
    const response = await stub.fetch(`https://x/v26.0/${number.phone_number_id}/messages`, {
      method: "POST",
      headers: { authorization: `Bearer ${number.access_token}` },
      body: "{",
    });
    expect(response.status).toBe(400);
  });

  test("a message to the sending number is refused", async ({ expect }) => {
    const { send, number } = await aSandbox();
    const { json } = await send({
      to: number.display_phone_number,
      type: "text",
      text: { body: "x" },
    });
    expect(json.error.code).toBe(131021);
  });

  test("an accepted message is answered with its contact and a unique id", async ({ expect }) => {
    const { send, openWindow } = await aSandbox();
    await openWindow(TO);
    const answers = await Promise.all(
      [1, 2, 3].map(() => send({ to: TO, type: "text", text: { body: "x" } })),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(answers[0]?.json.contacts).toEqual([{ input: TO, wa_id: TO.slice(1) }]);
    expect(new Set(answers.map(({ json }) => json.messages[0]?.id)).size).toBe(3);
  });

  test("a read receipt is no message", async ({ expect }) => {
    const { send, stub, openWindow } = await aSandbox();
    const received = await openWindow(TO);
    expect((await send({ status: "read", message_id: received?.wamid })).json).toEqual({
      success: true,
    });
    expect((await send({ status: "read", message_id: "x" })).json.error.code).toBe(131009);
    expect(await stub.ledger({ limit: 10 })).toEqual([]);
  });
});

describe("how a template is filled", () => {
  const body = {
    components: [
      {
        type: "BODY",
        text: "Hello {{1}}, order {{2}} left.",
        example: { body_text: [["Ann", "7"]] },
      },
      {
        type: "BUTTONS",
        buttons: [{ type: "URL", text: "Track", url: "https://x.example/{{1}}", example: ["7"] }],
      },
    ],
  };
  const filled = (texts: readonly string[], suffix: readonly string[] = ["7"]) => ({
    to: TO,
    type: "template",
    template: {
      ...TEMPLATE.template,
      components: [
        { type: "body", parameters: texts.map((text) => ({ type: "text", text })) },
        {
          type: "button",
          sub_type: "url",
          index: "0",
          parameters: suffix.map((text) => ({ type: "text", text })),
        },
      ],
    },
  });
  const cases: readonly (readonly [what: string, message: object, code: number])[] = [
    ["too few parameters", filled(["Ann"]), 132000],
    ["too many parameters", filled(["Ann", "7", "8"]), 132000],
    ["no link suffix", filled(["Ann", "7"], []), 132000],
    ["a line break", filled(["Ann\nB", "7"]), 132012],
    ["a tab", filled(["Ann\tB", "7"]), 132012],
    ["five spaces", filled(["Ann     B", "7"]), 132012],
    ["an empty text", filled(["", "7"]), 131008],
    ["a text beyond the body's length", filled(["x".repeat(1020), "7"]), 132005],
  ];
  test.for(cases)("%s is refused", async ([, message, code], { expect }) => {
    const { send, approvedTemplate } = await aSandbox();
    await approvedTemplate(body);
    expect((await send(message)).json.error.code).toBe(code);
  });

  test("the right parameters are accepted, and the status of the message is told", async ({
    expect,
  }) => {
    const { send, approvedTemplate } = await aSandbox();
    await approvedTemplate(body);
    const { status, json } = await send(filled(["Ann", "7"]));
    expect([status, json.messages[0]?.message_status]).toEqual([200, "accepted"]);
  });

  test("a paused and a disabled template cannot be sent", async ({ expect }) => {
    const { send, approvedTemplate, stub } = await aSandbox();
    const id = await approvedTemplate();
    await stub.reviewTemplate({ template_id: id, event: "PAUSED" });
    expect((await send({ to: TO, ...TEMPLATE })).json.error.code).toBe(132015);
    await stub.reviewTemplate({ template_id: id, event: "DISABLED" });
    expect((await send({ to: TO, ...TEMPLATE })).json.error.code).toBe(132016);
  });
});
