import { describe, test } from "vitest";

import { verify } from "#core/automation/verify";
import { AUTOMATION_PROBLEMS } from "#core/automation/verify-problem";

import { aFlow, aRule, AROUND } from "./fixture.ts";

const text = "Hi";
const message = (next?: string) => ({
  type: "message",
  text,
  ...(next === undefined ? {} : { next }),
});
const problemsOf = (definition: ReturnType<typeof aFlow>) =>
  verify(definition, AROUND).map(({ code, pointer }) => `${code} ${pointer}`);

const buttons = (count: number, over: object = {}) => ({
  type: "buttons",
  text,
  buttons: Array.from({ length: count }, (_, i) => ({ id: `b${i}`, title: `B ${i}`, next: "end" })),
  ...over,
});
const rows = (count: number) => ({
  type: "list",
  text,
  button: "Open",
  rows: Array.from({ length: count }, (_, i) => ({ id: `r${i}`, title: `R ${i}` })),
});
const end = { type: "end" };
const call = (url: string) => ({ type: "http", method: "GET", url });

/** For each problem an automation that has it, and what is found in all. */
const CASES: readonly (readonly [
  keyof typeof AUTOMATION_PROBLEMS,
  ReturnType<typeof aFlow>,
  readonly string[],
])[] = [
  [
    "empty_trigger",
    aRule([message()], { trigger: { type: "keyword", match: "exact", keywords: ["?!"] } }),
    ["empty_trigger /trigger/keywords"],
  ],
  [
    "invalid_audience",
    aRule([{ type: "tag", tag: "a" }], {
      trigger: {
        type: "schedule",
        every: "day",
        time: "09:00",
        audience: { field: "tgs", op: "exists", value: true },
      },
    }),
    ["invalid_audience /trigger/audience/field"],
  ],
  ["nothing_to_do", aRule([]), ["nothing_to_do /actions"]],
  ["missing_step", aFlow({ a: message("b") }), ["missing_step /steps/a/next"]],
  ["unreachable_step", aFlow({ a: message(), b: message() }), ["unreachable_step /steps/b"]],
  [
    "loop_without_wait",
    aFlow({
      a: message("b"),
      b: { type: "condition", branches: [{ if: {}, next: "a" }], otherwise: "end" },
      end,
    }),
    ["loop_without_wait /steps/a"],
  ],
  [
    "no_exit",
    aFlow({
      a: {
        type: "question",
        text,
        answer: { kind: "text" },
        save_to: { variable: "x" },
        next: "a",
      },
    }),
    ["no_exit /steps/a"],
  ],
  [
    "branch_missing",
    aFlow({ a: { type: "business_hours", open: "end" }, end }),
    ["branch_missing /steps/a/closed"],
  ],
  ["too_many_buttons", aFlow({ a: buttons(4), end }), ["too_many_buttons /steps/a/buttons"]],
  ["too_many_rows", aFlow({ a: rows(11) }), ["too_many_rows /steps/a/rows"]],
  [
    "duplicate_button_id",
    aFlow({
      a: {
        type: "buttons",
        text,
        buttons: [
          { id: "x", title: "Yes" },
          { id: "x", title: "No" },
          { id: "y", title: "yes!" },
        ],
      },
    }),
    ["duplicate_button_id /steps/a/buttons/1/id", "duplicate_button_id /steps/a/buttons/2/title"],
  ],
  [
    "text_too_long",
    aRule([
      { type: "buttons", text: "x".repeat(1025), buttons: [{ id: "b", title: "x".repeat(21) }] },
    ]),
    ["text_too_long /actions/0/text", "text_too_long /actions/0/buttons/0/title"],
  ],
  ["invalid_tag", aRule([message(), { type: "tag", tag: "a,b" }]), ["invalid_tag /actions/1/tag"]],
  [
    "free_text_outside_window",
    aFlow({ a: { type: "wait", seconds: 86_400, next: "b" }, b: message() }),
    ["free_text_outside_window /steps/b"],
  ],
  [
    "missing_variable",
    aFlow({
      a: { type: "message", text: "{{order}} {{contact.name}} {{fields.size}} {{other|none}}" },
    }),
    ["missing_variable /steps/a/text"],
  ],
  [
    "url_not_allowed",
    aFlow({
      a: { ...call("https://inside.example/"), next: "b" },
      b: call("https://{{contact.name}}.example/"),
    }),
    ["url_not_allowed /steps/a/url", "url_not_allowed /steps/b/url"],
  ],
  [
    "unknown_template",
    aRule([{ type: "template", template_id: "tpl_2" }]),
    ["unknown_template /actions/0/template_id"],
  ],
  [
    "unknown_media",
    aRule([{ type: "media", kind: "image", media_id: "med_2" }]),
    ["unknown_media /actions/0/media_id"],
  ],
  [
    "unknown_automation",
    aRule([{ type: "start_flow", automation_id: "aut_none" }]),
    ["unknown_automation /actions/0/automation_id"],
  ],
  [
    "unknown_member",
    aRule([{ type: "assign", how: "round_robin", members: ["usr_ana", "usr_gone"] }]),
    ["unknown_member /actions/0/members/1"],
  ],
  [
    "starts_itself",
    aRule([{ type: "start_flow", automation_id: "aut_self" }]),
    ["starts_itself /actions/0/automation_id"],
  ],
];

describe("the verifier", () => {
  test.for(CASES)("finds %s, and nothing else", ([, definition, found], { expect }) => {
    expect(problemsOf(definition)).toEqual(found);
  });

  test("has a case for every problem that it knows", ({ expect }) => {
    expect(CASES.map(([code]) => code).toSorted()).toEqual(
      Object.keys(AUTOMATION_PROBLEMS).toSorted(),
    );
  });

  test("finds nothing wrong with a flow that is well", ({ expect }) => {
    const flow = aFlow({
      hello: { ...buttons(2), next: "end", on_timeout: "later" },
      later: {
        type: "template",
        template_id: "tpl_1",
        variables: { "body.1": "{{contact.name|there}}" },
        next: "ask",
      },
      ask: {
        type: "question",
        text: "Order?",
        answer: { kind: "number" },
        save_to: { variable: "order" },
        next: "look",
        on_refused: "end",
      },
      look: {
        ...call("https://shop.example/{{order}}"),
        save: { status: "/status" },
        next: "tell",
        on_error: "people",
      },
      tell: { type: "message", text: "{{status}}", next: "end" },
      people: { type: "handoff", text: "One moment." },
      end,
    });
    expect(verify(flow, AROUND)).toEqual([]);
  });

  test("lets a free text follow a reply, however long the flow has waited before", ({ expect }) => {
    const flow = aFlow({
      a: { type: "wait", seconds: 90_000, next: "b" },
      b: { type: "template", template_id: "tpl_1", next: "c" },
      c: { type: "wait_reply", timeout_seconds: 60, next: "d", on_timeout: "e" },
      d: message(),
      e: message(),
    });
    expect(problemsOf(flow)).toEqual(["free_text_outside_window /steps/e"]);
  });

  test("adds up waits of less than a day", ({ expect }) => {
    const wait = (next: string) => ({ type: "wait", seconds: 50_000, next });
    expect(
      problemsOf(aFlow({ a: wait("b"), b: message("c"), c: wait("d"), d: message() })),
    ).toEqual(["free_text_outside_window /steps/d"]);
  });

  test("wants a template first where nobody has written", ({ expect }) => {
    expect(problemsOf(aRule([message()], { trigger: { type: "hook" } }))).toEqual([
      "free_text_outside_window /actions/0",
    ]);
  });
});
