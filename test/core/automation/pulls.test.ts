import { describe, test } from "vitest";

import { conditionsHold, pulled, pulls, type Arrived } from "#core/automation/pulls";

import { aFlow, aRule } from "./fixture.ts";

const arrived = (text: string | null, over: Partial<Arrived> = {}): Arrived => ({
  nowMs: Date.parse("2026-11-30T09:00:00Z"),
  contact: {
    name: "Ana",
    phone: "+5511987654321",
    language: "pt_BR",
    externalId: null,
    fields: { size: "M", orders: 3 },
    tags: ["VIP"],
    marketing: "granted",
    createdAt: Date.parse("2026-01-01T00:00:00Z"),
  },
  message: { text, buttonId: null, type: "text", isStop: text === "Stop." },
  conversationStatus: "open",
  isOpen: true,
  timezone: "UTC",
  country: null,
  isFirst: false,
  referralSourceId: null,
  ...over,
});
const on = (trigger: object, conditions: object = {}) =>
  aRule([{ type: "tag", tag: "x" }], { trigger, conditions });
const keyword = (match: "exact" | "contains", ...keywords: string[]) =>
  on({ type: "keyword", match, keywords });

describe("a trigger", () => {
  test.for<[string, ReturnType<typeof on>, Arrived, boolean]>([
    ["a keyword, however it is written", keyword("exact", "Preço"), arrived("  PRECO!! "), true],
    [
      "a keyword among others, when all must be it",
      keyword("exact", "preço"),
      arrived("o preço"),
      false,
    ],
    ["a keyword among others", keyword("contains", "preço"), arrived("Qual o preço?"), true],
    ["a keyword inside another word", keyword("contains", "art"), arrived("start"), false],
    ["words in a row", keyword("contains", "bom dia"), arrived("Oi, bom dia!"), true],
    ["a keyword of signs alone", keyword("contains", "?"), arrived("what?"), false],
    ["full-width letters", keyword("exact", "menu"), arrived("ＭＥＮＵ"), true],
    [
      "a button",
      on({ type: "button_id", ids: ["yes"] }),
      arrived("Yes", {
        message: { text: "Yes", buttonId: "yes", type: "interactive", isStop: false },
      }),
      true,
    ],
    [
      "another button",
      on({ type: "button_id", ids: ["yes"] }),
      arrived("No", {
        message: { text: "No", buttonId: "no", type: "interactive", isStop: false },
      }),
      false,
    ],
    [
      "a button's title as a keyword",
      keyword("exact", "yes"),
      arrived("Yes", {
        message: { text: "Yes", buttonId: "yes", type: "interactive", isStop: false },
      }),
      false,
    ],
    ["any ad", on({ type: "referral" }), arrived("Hi", { referralSourceId: "1" }), true],
    [
      "another ad",
      on({ type: "referral", source_ids: ["2"] }),
      arrived("Hi", { referralSourceId: "1" }),
      false,
    ],
    ["no ad", on({ type: "referral" }), arrived("Hi"), false],
    ["a first message", on({ type: "first_message" }), arrived("Hi", { isFirst: true }), true],
    ["a later message", on({ type: "first_message" }), arrived("Hi"), false],
    ["a message at night", on({ type: "outside_hours" }), arrived("Hi", { isOpen: false }), true],
    ["a picture", on({ type: "any_message" }), arrived(null), true],
    ["STOP", on({ type: "any_message" }), arrived("Stop."), false],
    ["what no message pulls", on({ type: "hook" }), arrived("Hi"), false],
  ])("is told by %s", ([, definition, message, expected], { expect }) => {
    expect(pulls(definition, message)).toBe(expected);
  });

  test("starts every rule, and of the flows the most particular, the oldest among equals", ({
    expect,
  }) => {
    const flow = (trigger: object) => aFlow({ a: { type: "end" } }, { trigger });
    const word = { type: "keyword", match: "exact", keywords: ["hi"] };
    const all = [
      { id: 1, definition: flow({ type: "any_message" }) },
      { id: 2, definition: flow(word) },
      { id: 3, definition: flow(word) },
      { id: 4, definition: on({ type: "any_message" }) },
      { id: 5, definition: on(word) },
    ];
    expect(pulled(all, arrived("Hi")).map(({ id }) => id)).toEqual([4, 5, 2]);
    expect(pulled(all, arrived("Oi")).map(({ id }) => id)).toEqual([4, 1]);
  });
});

describe("conditions", () => {
  const leaf = (field: string, op: string, value: unknown) => ({ field, op, value });
  test.for<[object, boolean]>([
    [leaf("tags", "contains", "vip"), true],
    [leaf("tags", "exists", false), false],
    [leaf("consent.marketing", "ne", "granted"), false],
    [leaf("created_at", "lt", "2026-06-01T00:00:00Z"), true],
    [leaf("message.text", "contains", "PREÇO"), true],
    [leaf("message.text", "starts_with", "qual"), true],
    [leaf("message.type", "in", ["image", "text"]), true],
    [leaf("message.button_id", "exists", true), false],
    [leaf("name", "eq", "ANA"), true],
    [leaf("phone", "starts_with", "+55"), true],
    [leaf("fields.size", "ne", "m"), false],
    [leaf("fields.orders", "gte", 3), true],
    [leaf("fields.none", "gt", 0), false],
    [leaf("var.none", "exists", false), true],
    [leaf("business_hours", "eq", "open"), true],
    [leaf("conversation.status", "eq", "resolved"), false],
    [{ and: [leaf("name", "eq", "ana"), { not: leaf("tags", "contains", "new") }] }, true],
    [{ or: [leaf("name", "eq", "bia"), leaf("language", "eq", "pt_br")] }, true],
    [{}, true],
  ])("%j: %s", ([conditions, expected], { expect }) => {
    const rule = on({ type: "any_message" }, conditions);
    expect(conditionsHold(rule, arrived("Qual o preço?"))).toBe(expected);
  });

  test.for<[unknown, string]>([
    [leaf("message.text", "gt", 1), "/conditions/op"],
    [leaf("nothing", "eq", "x"), "/conditions/field"],
    [leaf("fields.size", "gt", "x"), "/conditions/value"],
    [leaf("name", "in", []), "/conditions/value"],
    [leaf("name", "eq", "?!"), "/conditions/value"],
    [{ and: [] }, "/conditions/and"],
    [{ and: [{ not: leaf("tags", "eq", "x") }] }, "/conditions/and/0/not/op"],
    [{ ...leaf("name", "eq", "x"), more: 1 }, "/conditions/more"],
  ])("%j are refused at %s", ([conditions, pointer], { expect }) => {
    let found = "";
    try {
      on({ type: "any_message" }, conditions as object);
    } catch (error) {
      found = `/${(error as { issues: { path: PropertyKey[] }[] }).issues[0]?.path.join("/")}`;
    }
    expect(found).toBe(pointer);
  });
});
