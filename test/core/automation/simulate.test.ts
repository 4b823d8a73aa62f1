import { describe, test } from "vitest";

import { Definition, type GoldenTest } from "#core/automation/definition";
import { play, testFault } from "#core/automation/simulate";
import { Weekly } from "#core/hours/business-hours";

import { aFlow, aRule, says, STAGE } from "./fixture.ts";

const order = (over: object = {}) =>
  aFlow(
    {
      ask: {
        type: "question",
        text: "Which order?",
        answer: { kind: "number" },
        save_to: { variable: "order" },
        next: "look",
      },
      look: {
        type: "http",
        method: "GET",
        url: "https://shop.example/{{order}}",
        save: { state: "/state" },
        next: "tell",
        on_error: "sorry",
        ...over,
      },
      tell: { type: "message", text: "{{order}} is {{state}}." },
      sorry: { type: "message", text: "Sorry." },
    },
    { trigger: { type: "keyword", match: "contains", keywords: ["pedido"] } },
  );

const golden = (over: object = {}): GoldenTest => {
  const given = {
    name: "tells where an order is",
    http: { look: { status: 200, body: { state: "sent" } } },
    messages: [
      { text: "Onde está meu pedido?", expect: ["Which order?"] },
      { text: "42", expect: ["42 is sent."] },
    ],
    ends: "completed",
    ...over,
  };
  const [test] = Definition.parse({ ...order(), tests: [given] }).tests;
  if (test === undefined) throw new Error("one test is given");
  return test;
};

describe("a played conversation", () => {
  test("is a transcript of what both sides said, and what the flow knows in the end", ({
    expect,
  }) => {
    const played = play(order(), golden(), STAGE);
    expect(played.lines.map(({ from, text, step }) => [from, text, step])).toEqual([
      ["customer", "Onde está meu pedido?", null],
      ["automation", "Which order?", "ask"],
      ["customer", "42", null],
      ["automation", "42 is sent.", "tell"],
    ]);
    expect(played).toMatchObject({
      status: "completed",
      variables: { order: "42", state: "sent" },
    });
  });

  test("does not begin with a message that pulls no trigger", ({ expect }) => {
    expect(play(order(), says("Oi"), STAGE).replies).toEqual([[]]);
  });

  test("begins from an ad when the flow does", ({ expect }) => {
    const flow = aFlow(
      { hello: { type: "message", text: "Welcome." } },
      { trigger: { type: "referral", source_ids: ["120"] } },
    );
    const said = (from_ad?: string) =>
      play(
        flow,
        {
          ...says("Hi"),
          messages: [{ text: "Hi", after_seconds: 0, ...(from_ad && { from_ad }) }],
        },
        STAGE,
      ).replies;
    expect([said("120"), said("121"), said()]).toEqual([[["Welcome."]], [[]], [[]]]);
  });

  test("lets time pass: waits end, windows close", ({ expect }) => {
    const flow = aFlow({
      a: { type: "wait", seconds: 3600, next: "b" },
      b: { type: "message", text: "An hour later", next: "c" },
      c: { type: "wait", seconds: 86_400, next: "d" },
      d: { type: "message", text: "A day later", on_refused: "e" },
      e: { type: "template", template_id: "tpl_1" },
    });
    const script = {
      ...says("Hi"),
      messages: [
        { text: "Hi", after_seconds: 0 },
        { after_seconds: 3600 },
        { after_seconds: 86_400 },
      ],
    };
    expect(play(flow, script, STAGE).replies).toEqual([[], ["An hour later"], ["template:tpl_1"]]);
  });

  test("knows when the business is closed", ({ expect }) => {
    const rule = aRule([{ type: "message", text: "Closed." }], {
      trigger: { type: "outside_hours" },
    });
    const hours = { ...STAGE.hours, weekly: Weekly.parse({ mon: [["09:00", "10:00"]] }) };
    expect(play(rule, says("Hi"), { ...STAGE, hours }).replies).toEqual([[]]);
    const late = { ...STAGE, hours, startMs: STAGE.startMs + 3_600_000 };
    expect(play(rule, says("Hi"), late).replies).toEqual([["Closed."]]);
  });
});

describe("a golden conversation", () => {
  test("holds while the flow does what it says", ({ expect }) => {
    expect(testFault(order(), golden(), STAGE)).toBeNull();
  });

  test("fails when a way of the flow is taken out", ({ expect }) => {
    expect(testFault(order({ next: undefined }), golden(), STAGE)).toEqual({
      pointer: "/messages/1/expect",
      message: 'Sends [] where ["42 is sent."] is written.',
    });
  });

  test("fails when the flow ends elsewhere", ({ expect }) => {
    const unfinished = golden({ messages: [{ text: "pedido" }] });
    expect(testFault(order(), unfinished, STAGE)?.pointer).toBe("/ends");
  });
});
