import fc from "fast-check";
import { describe, test } from "vitest";

import { splitDelivery } from "#core/whatsapp/envelope";
import { parseChange } from "#core/whatsapp/envelope-change";
import { isDeeperThan } from "#core/whatsapp/envelope-json";

const NOW = Date.parse("2026-11-24T12:00:00.000Z");
const SECONDS = String(NOW / 1000 - 60);

const value = (rest: object) => ({
  messaging_product: "whatsapp",
  metadata: { display_phone_number: "15550001000", phone_number_id: "700100" },
  ...rest,
});
const stored = (field: string, rest: object) => ({
  entry_id: "900100",
  time: null,
  change: { field, value: value(rest) },
});
const items = (field: string, rest: object) => parseChange(stored(field, rest), NOW).items;

/** Every kind of member that a webhook of Meta may have, with anything in it. */
const anyMessage = fc.record(
  {
    from: fc.oneof(fc.constant("15550001234"), fc.anything()),
    from_user_id: fc.oneof(fc.constant("US.1234567890"), fc.anything()),
    id: fc.oneof(fc.constant("wamid.A"), fc.anything()),
    timestamp: fc.oneof(fc.constant(SECONDS), fc.anything()),
    type: fc.oneof(
      fc.constantFrom("text", "button", "interactive", "system", "__proto__", "constructor"),
      fc.anything(),
    ),
    text: fc.oneof(fc.record({ body: fc.anything() }), fc.anything()),
    interactive: fc.anything(),
    context: fc.anything(),
    group_id: fc.anything(),
  },
  { requiredKeys: [] },
);
const anyStatus = fc.record(
  {
    id: fc.oneof(fc.constant("wamid.A"), fc.anything()),
    status: fc.oneof(fc.constantFrom("sent", "failed", "read"), fc.anything()),
    timestamp: fc.anything(),
    errors: fc.oneof(fc.array(fc.anything()), fc.anything()),
    pricing: fc.anything(),
    biz_opaque_callback_data: fc.anything(),
  },
  { requiredKeys: [] },
);
const anyBody = fc.record(
  {
    object: fc.oneof(fc.constant("whatsapp_business_account"), fc.anything()),
    entry: fc.oneof(
      fc.array(
        fc.record(
          {
            id: fc.anything(),
            time: fc.anything(),
            changes: fc.oneof(
              fc.array(
                fc.record(
                  {
                    field: fc.oneof(
                      fc.constantFrom(
                        "messages",
                        "user_preferences",
                        "history",
                        "message_template_status_update",
                        "template_category_update",
                      ),
                      fc.anything(),
                    ),
                    value: fc.oneof(
                      fc.record(
                        {
                          metadata: fc.anything(),
                          contacts: fc.oneof(fc.array(fc.anything()), fc.anything()),
                          messages: fc.oneof(fc.array(anyMessage), fc.anything()),
                          statuses: fc.oneof(fc.array(anyStatus), fc.anything()),
                          user_preferences: fc.oneof(fc.array(fc.anything()), fc.anything()),
                          history: fc.anything(),
                        },
                        { requiredKeys: [] },
                      ),
                      fc.anything(),
                    ),
                  },
                  { requiredKeys: [] },
                ),
              ),
              fc.anything(),
            ),
          },
          { requiredKeys: [] },
        ),
      ),
      fc.anything(),
    ),
  },
  { requiredKeys: [] },
);

describe("a body of which nothing is known", () => {
  test("is split and read without throwing, and no change is lost", ({ expect }) => {
    fc.assert(
      fc.property(fc.oneof(anyBody, fc.anything()), (body) => {
        const delivery = splitDelivery(body);
        if (delivery.type === "ignored") return;
        for (const change of delivery.changes)
          expect(parseChange(change, NOW).items.length).toBeGreaterThan(0);
      }),
      { numRuns: 200 },
    );
  });

  test("may be a change without an envelope, found by its phone number id", ({ expect }) => {
    const body = value({ history: [{ errors: [{ code: 1 }] }] });
    const delivery = splitDelivery(body);
    expect(delivery).toMatchObject({
      type: "changes",
      changes: [{ phoneNumberId: "700100", entry_id: null, change: body }],
    });
    expect(parseChange({ entry_id: null, time: null, change: body }, NOW)).toMatchObject({
      phoneNumberId: "700100",
      items: [{ kind: "raw" }],
    });
  });

  test("is told apart when it is another object's, and ignored when it says nothing", ({
    expect,
  }) => {
    const of = (object: string) => splitDelivery({ object, entry: [{ changes: [{}] }] });
    expect(of("page")).toMatchObject({ type: "changes", isOthers: true });
    expect(of("whatsapp_business_account")).toMatchObject({ type: "changes", isOthers: false });
    for (const body of [{ object: "whatsapp_business_account", entry: [] }, {}, null, 7, "x", []])
      expect(splitDelivery(body)).toEqual({ type: "ignored", reason: "empty" });
  });

  test("yields each change of each entry, with the WABA that a partner event is about first", ({
    expect,
  }) => {
    const partner = {
      field: "account_update",
      value: { event: "PARTNER_ADDED", waba_info: { waba_id: "42" } },
    };
    const delivery = splitDelivery({
      object: "whatsapp_business_account",
      entry: [
        {
          id: "1",
          time: 5,
          changes: [
            { field: "a", value: {} },
            { field: "b", value: {} },
          ],
        },
        { id: 2, changes: [partner] },
      ],
    });
    if (delivery.type === "ignored") throw new Error("ignored");
    expect(delivery.changes.map((c) => [c.entry_id, c.field, c.wabaIds])).toEqual([
      ["1", "a", ["1"]],
      ["1", "b", ["1"]],
      ["2", "account_update", ["42", "2"]],
    ]);
  });
});

test("depth is measured to a limit and no further", ({ expect }) => {
  const deep: unknown = JSON.parse(`${"[".repeat(5000)}${"]".repeat(5000)}`);
  expect(isDeeperThan(100, deep)).toBe(true);
  expect(isDeeperThan(2, { a: [{}] })).toBe(true);
  expect(isDeeperThan(3, { a: [{}] })).toBe(false);
  expect(isDeeperThan(0, 7)).toBe(false);
});

describe("a message", () => {
  const text = {
    from: "15550001234",
    id: "wamid.A",
    timestamp: SECONDS,
    type: "text",
    text: { body: "hi" },
  };

  test("of text is read with its sender's profile", ({ expect }) => {
    const [item] = items("messages", {
      contacts: [
        { profile: { name: "Other" }, wa_id: "15559999999" },
        { profile: { name: "Ana", username: "ana.b" }, wa_id: "15550001234", user_id: "US.77" },
      ],
      messages: [{ ...text, context: { id: "wamid.B" } }],
    });
    expect(item).toEqual({
      kind: "message",
      wamid: "wamid.A",
      from: {
        waId: "15550001234",
        bsuid: "US.77",
        parentBsuid: null,
        username: "ana.b",
        name: "Ana",
      },
      type: "text",
      content: '{"body":"hi"}',
      contextWamid: "wamid.B",
      cameWith: null,
      reactsTo: null,
      moved: null,
      typed: "hi",
      said: ["hi"],
      atMs: NOW - 60_000,
      isReplaced: false,
    });
  });

  test("without a phone is its user id's", ({ expect }) => {
    const { from: _from, ...rest } = text;
    expect(items("messages", { messages: [{ ...rest, from_user_id: "US.77" }] })).toMatchObject([
      { kind: "message", from: { waId: null, bsuid: "US.77" } },
    ]);
    expect(items("messages", { contacts: [{ user_id: "BR.9" }], messages: [rest] })).toMatchObject([
      { kind: "message", from: { waId: null, bsuid: "BR.9" } },
    ]);
  });

  test("of nobody, of a group, or without an id is kept raw", ({ expect }) => {
    const { from: _from, ...nobody } = text;
    const { id: _id, ...nameless } = text;
    expect(
      items("messages", { messages: [nobody, { ...text, group_id: "G1" }, nameless] }),
    ).toEqual([
      { kind: "raw", what: "message", wamid: "wamid.A" },
      { kind: "raw", what: "group_message", wamid: "wamid.A" },
      { kind: "raw", what: "message", wamid: null },
    ]);
  });

  test.for([
    ["button", { button: { text: "Stop", payload: "OUT" } }, ["Stop", "OUT"]],
    [
      "interactive",
      { interactive: { type: "button_reply", button_reply: { id: "b1", title: "Yes" } } },
      ["Yes", "b1"],
    ],
    [
      "interactive",
      { interactive: { type: "list_reply", list_reply: { id: "r1", title: "Monday" } } },
      ["Monday", "r1"],
    ],
    ["image", { image: { id: "1", caption: "Stop" } }, ["Stop"]],
    ["video", { video: { id: "1", caption: "Stop" } }, ["Stop"]],
    ["document", { document: { id: "1", filename: "stop", caption: "Stop" } }, ["Stop"]],
    ["sticker", { sticker: { id: "1" } }, []],
  ] as const)(
    "of type %s says what was tapped or stands under it",
    ([type, own, said], { expect }) => {
      const [item] = items("messages", { messages: [{ ...text, text: undefined, type, ...own }] });
      const content = JSON.stringify(Object.values(own)[0]);
      expect(item).toMatchObject({ type, typed: null, said, content });
    },
  );

  test.for([
    ["unsupported", { errors: [{ code: 131051 }], unsupported: { type: "poll" } }],
    ["interactive", { errors: [{ code: 131000 }] }],
    ["hologram", { hologram: "not an object" }],
  ] as const)("of type %s keeps all that it has", ([type, rest], { expect }) => {
    const [item] = items("messages", { messages: [{ ...text, text: undefined, type, ...rest }] });
    if (item?.kind !== "message") throw new Error("not a message");
    expect(item.type).toBe(type);
    expect(JSON.parse(item.content)).toEqual(rest);
  });

  test("without a usable type is of type unknown", ({ expect }) => {
    for (const type of [undefined, 7, "", "Ünknown", "a b", "__proto__"])
      expect(items("messages", { messages: [{ ...text, type }] })).toMatchObject([
        { kind: "message", type: "unknown" },
      ]);
  });

  test.for([
    "0",
    "4071945600",
    "soon",
    "-5",
    "1e9",
    "",
    null,
    undefined,
    {},
    1.5,
    "99999999999999",
  ])("with the timestamp %s is dated by its receipt, and says so", (timestamp, { expect }) => {
    expect(items("messages", { messages: [{ ...text, timestamp }] })).toMatchObject([
      { atMs: NOW, isReplaced: true },
    ]);
  });

  test("never holds a lone surrogate or a NUL in what is stored as text", ({ expect }) => {
    const [item] = items("messages", {
      contacts: [{ profile: { name: "A\u0000\ud800" }, wa_id: "15550001234" }],
      messages: [text],
    });
    expect(item).toMatchObject({ from: { name: "A\ufffd" } });
  });
});

describe("a status", () => {
  const sent = { id: "wamid.A", status: "sent", timestamp: SECONDS, recipient_id: "15550001234" };

  test("carries our id, its error and its price", ({ expect }) => {
    expect(
      items("messages", {
        contacts: [{ wa_id: "15550001234" }],
        statuses: [
          { ...sent, biz_opaque_callback_data: "msg_x", pricing: { category: "marketing" } },
          {
            ...sent,
            status: "failed",
            errors: [{ code: 131026, title: "Undeliverable", error_data: { details: "why" } }],
          },
        ],
      }),
    ).toMatchObject([
      {
        kind: "status",
        status: "sent",
        opaqueId: "msg_x",
        pricing: { category: "marketing" },
        error: null,
      },
      {
        kind: "status",
        status: "failed",
        error: { code: 131026, title: "Undeliverable", detail: "why" },
      },
    ]);
  });

  test("of a group, of a call, or of another name is kept raw", ({ expect }) => {
    expect(
      items("messages", {
        statuses: [
          { ...sent, recipient_type: "group" },
          { ...sent, type: "call" },
          { ...sent, status: "warning" },
        ],
      }).map((item) => (item.kind === "raw" ? item.what : item.kind)),
    ).toEqual(["group_status", "status", "status"]);
    expect(items("calls", { statuses: [{ ...sent, id: "wacid.1" }] })).toEqual([
      { kind: "raw", what: "calls", wamid: "wacid.1" },
    ]);
  });
});

describe("a template change", () => {
  const template = { message_template_id: 1689556908129835, message_template_name: "x" };

  test("is read from what it carries, whatever its field", ({ expect }) => {
    expect(
      items("message_template_status_update", { ...template, event: "REJECTED", reason: "SCAM" }),
    ).toMatchObject([
      { kind: "template", metaTemplateId: "1689556908129835", event: "REJECTED", reason: "SCAM" },
    ]);
    expect(
      items("message_template_status_update", { ...template, new_quality_score: "RED" }),
    ).toMatchObject([{ event: null, quality: "RED" }]);
  });

  test("is kept raw when it says nothing that holds now", ({ expect }) => {
    const announced = { new_category: "UTILITY", correct_category: "MARKETING" };
    expect(items("template_category_update", { ...template, ...announced })).toEqual([
      { kind: "raw", what: "template_category_update", wamid: null },
    ]);
  });
});

test("a preference names the person, with or without a phone", ({ expect }) => {
  const stop = { category: "marketing_messages", value: "stop", timestamp: NOW / 1000 - 5 };
  expect(
    items("user_preferences", {
      user_preferences: [{ ...stop, wa_id: "15550001234" }, { ...stop, user_id: "US.77" }, stop],
    }),
  ).toMatchObject([
    { kind: "preference", value: "stop", person: { waId: "15550001234" } },
    { kind: "preference", value: "stop", person: { waId: null, bsuid: "US.77" } },
    { kind: "raw" },
  ]);
});

test("a change that is kept raw is found by the messages inside it", ({ expect }) => {
  expect(
    items("history", {
      history: [{ threads: [{ messages: [{ id: "wamid.1" }, { id: "wamid.2" }] }] }],
    }),
  ).toMatchObject([{ wamid: "wamid.1" }, { wamid: "wamid.2" }]);
  // An echo to nobody.
  expect(items("smb_message_echoes", { message_echoes: [{ id: "wamid.3" }] })).toMatchObject([
    { kind: "raw", what: "smb_message_echoes", wamid: "wamid.3" },
  ]);
});
