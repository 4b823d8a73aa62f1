import fc from "fast-check";
import { describe, test } from "vitest";

import { programOf, type Definition, type Program } from "#core/automation/definition";
import { advance, newRun } from "#core/automation/engine";
import { isStop } from "#core/automation/heard";
import type { Advance, Ask, Input, Run, World } from "#core/automation/run-state";
import { Step } from "#core/automation/steps";

import { aFlow, aRule } from "./fixture.ts";

const NOW = Date.parse("2026-11-30T09:00:00Z");
const heard = (text: string | null, buttonId: string | null = null) => ({
  text,
  buttonId,
  type: "text",
  isStop: isStop({ text, buttonId }),
});
const world = (over: Partial<World> = {}): World => ({
  runId: "run_1",
  nowMs: NOW,
  contact: {
    name: "Ana",
    phone: "+5511987654321",
    language: null,
    externalId: null,
    fields: {},
    tags: [],
    marketing: "unknown",
    createdAt: 1,
  },
  message: null,
  conversationStatus: "open",
  isOpen: true,
  timezone: "UTC",
  country: "BR",
  ...over,
});

/** Drive a run through a turn; every ask is answered by `answer`. */
function turn(
  program: Program,
  run: Run,
  input: Input,
  {
    on = world(),
    answer = (ask: Ask): Input =>
      ask.type === "send" ? { type: "sent" } : { type: "answered", status: 200, json: {} },
  } = {},
): Advance & { readonly asks: readonly Ask[] } {
  const asks: Ask[] = [];
  const effects: Advance["effects"][number][] = [];
  let step = advance(program, run, input, on);
  effects.push(...step.effects);
  while (step.ask !== null) {
    asks.push(step.ask);
    step = advance(program, step.run, answer(step.ask), { ...on, contact: step.contact });
    effects.push(...step.effects);
  }
  return { ...step, effects, asks };
}

const begin = (definition: Definition, more: Parameters<typeof turn>[3] = {}) => {
  const program = programOf(definition);
  return { program, ...turn(program, newRun(program, { nowMs: NOW }), { type: "start" }, more) };
};
const texts = ({ asks }: { readonly asks: readonly Ask[] }) =>
  asks.flatMap((ask) => (ask.type === "send" && "text" in ask.content ? [ask.content.text] : []));

describe("a run", () => {
  test("of a rule does one action after the other and is over", ({ expect }) => {
    const done = begin(
      aRule([
        { type: "message", text: "Hi {{contact.name}}" },
        { type: "tag", tag: "greeted" },
        { type: "set_field", field: "seen", value: "yes" },
        { type: "set_status", status: "pending" },
      ]),
    );
    expect(texts(done)).toEqual(["Hi Ana"]);
    expect(done.effects).toEqual([
      { type: "tag", tag: "greeted" },
      { type: "set_field", field: "seen", value: "yes" },
      { type: "set_status", status: "pending" },
    ]);
    expect(done.end).toEqual({ status: "completed", reason: null });
  });

  test("names what it sends by run, step and turn", ({ expect }) => {
    const { program, run, asks } = begin(
      aFlow({
        a: { type: "message", text: "One", next: "b" },
        b: {
          type: "question",
          text: "Two?",
          answer: { kind: "number" },
          save_to: { variable: "n" },
        },
      }),
    );
    expect(asks.map(({ key }) => key)).toEqual(["run_1:a:1", "run_1:b:1"]);
    const again = turn(program, run, { type: "message", message: heard("many") });
    expect(again.asks.map(({ key }) => key)).toEqual(["run_1:b:2"]);
  });

  test("keeps a valid answer, asks again after another, and gives up after the last try", ({
    expect,
  }) => {
    const flow = aFlow({
      a: {
        type: "question",
        text: "How many?",
        answer: { kind: "number", min: 1, max: 5 },
        save_to: { variable: "n" },
        retries: 1,
        retry_text: "A number from 1 to 5.",
        on_invalid: "people",
        next: "b",
      },
      b: { type: "message", text: "{{n}} it is." },
      people: { type: "handoff" },
    });
    const { program, run } = begin(flow);
    const invalid = turn(program, run, { type: "message", message: heard("nine") });
    expect(texts(invalid)).toEqual(["A number from 1 to 5."]);
    const valid = turn(program, invalid.run, { type: "message", message: heard(" 3 ") });
    expect([texts(valid), valid.end?.status]).toEqual([["3 it is."], "completed"]);
    const given = turn(program, invalid.run, { type: "message", message: heard("9") });
    expect(given.end).toEqual({ status: "handed_off", reason: null });
    expect(given.effects).toEqual([{ type: "mute", seconds: 86_400 }]);
  });

  test("goes the way of the button that is pressed, or whose title is typed", ({ expect }) => {
    const flow = aFlow({
      a: {
        type: "buttons",
        text: "Well?",
        buttons: [
          { id: "y", title: "Sim, por favor", next: "yes" },
          { id: "n", title: "Não", next: "no" },
        ],
      },
      yes: { type: "message", text: "Great." },
      no: { type: "message", text: "Pity." },
    });
    const { program, run } = begin(flow);
    const by = (message: ReturnType<typeof heard>) =>
      texts(turn(program, run, { type: "message", message }));
    expect(by(heard("Sim, por favor", "y"))).toEqual(["Great."]);
    expect(by(heard("NAO!"))).toEqual(["Pity."]);
    expect(by(heard("hm"))).toEqual(["Well?"]);
  });

  test("takes its own way when a message is refused, and fails visibly without one", ({
    expect,
  }) => {
    const answer = (): Input => ({ type: "refused", code: "window_closed" });
    const other = begin(
      aFlow({
        a: { type: "message", text: "Hi", on_refused: "b" },
        b: { type: "tag", tag: "late" },
      }),
      { answer },
    );
    expect([other.end?.status, other.effects.length]).toEqual(["completed", 1]);
    const none = begin(aRule([{ type: "message", text: "Hi" }]), { answer });
    expect(none.end).toEqual({ status: "failed", reason: "window_closed" });
    expect(none.run.trace.at(-1)?.outcome).toBe("refused:window_closed");
  });

  test("fills variables from a server's answer, and tells time-outs from errors", ({ expect }) => {
    const flow = aFlow({
      a: {
        type: "http",
        method: "POST",
        url: "https://shop.example/{{contact.name}}?q={{contact.phone}}",
        body: '{"name":"{{contact.name}}"}',
        save: { status: "/orders/0/state", none: "/no" },
        next: "b",
        on_timeout: "late",
        on_error: "broken",
      },
      b: { type: "message", text: "It is {{status}}{{none}}." },
      late: { type: "message", text: "Too late." },
      broken: { type: "message", text: "Broken." },
    });
    const with_ = (answer: Input) =>
      begin(flow, {
        on: world({ contact: { ...world().contact, name: 'A/"b' } }),
        answer: (ask) => (ask.type === "http" ? answer : { type: "sent" }),
      });
    const good = with_({ type: "answered", status: 200, json: { orders: [{ state: "sent" }] } });
    expect(good.asks[0]).toMatchObject({
      url: "https://shop.example/A%2F%22b?q=%2B5511987654321",
      body: '{"name":"A/\\"b"}',
      key: "run_1:a:1",
    });
    expect(texts(good)).toEqual(["It is sent."]);
    expect(texts(with_({ type: "unanswered", reason: "timeout" }))).toEqual(["Too late."]);
    expect(texts(with_({ type: "unanswered", reason: "error" }))).toEqual(["Broken."]);
    expect(texts(with_({ type: "answered", status: 500, json: {} }))).toEqual(["Broken."]);
  });

  test("that waits for a time ends when the person writes, unless it says otherwise", ({
    expect,
  }) => {
    const steps = {
      a: { type: "wait", seconds: 60, next: "b" },
      b: { type: "message", text: "Still there?" },
    };
    const asleep = begin(aFlow(steps));
    expect(asleep.run.wait).toEqual({ for: "time", untilMs: NOW + 60_000 });
    const message: Input = { type: "message", message: heard("I am here") };
    expect(turn(asleep.program, asleep.run, message).end).toEqual({
      status: "stopped",
      reason: "replied",
    });
    const deaf = begin(aFlow(steps, { settings: { exit_on_reply: false } }));
    const still = turn(deaf.program, deaf.run, message);
    expect([still.end, still.run.wait]).toEqual([null, deaf.run.wait]);
    const awake = turn(
      deaf.program,
      still.run,
      { type: "timeout" },
      { on: world({ nowMs: NOW + 60_000 }) },
    );
    expect(texts(awake)).toEqual(["Still there?"]);
  });

  test("ends at STOP in any language, at a word of its own, and when its time is over", ({
    expect,
  }) => {
    const { program, run } = begin(
      aFlow(
        { a: { type: "wait_reply", next: "b" }, b: { type: "message", text: "Hm." } },
        { settings: { escape_keywords: ["Menü"], ttl_seconds: 3600 } },
      ),
    );
    const by = (text: string, nowMs = NOW) =>
      turn(program, run, { type: "message", message: heard(text) }, { on: world({ nowMs }) }).end;
    expect(by("STOP")).toEqual({ status: "stopped", reason: "opt_out" });
    expect(by("Não quero mais receber mensagens")).toEqual({
      status: "stopped",
      reason: "opt_out",
    });
    expect(by("menu")).toEqual({ status: "stopped", reason: "escaped" });
    expect(by("later", NOW + 3_600_000)).toEqual({ status: "stopped", reason: "expired" });
    expect(by("hello")).toEqual({ status: "completed", reason: null });
  });

  test("mutes itself rather than say the same a fourth time, or answer eleven times a minute", ({
    expect,
  }) => {
    const echo = (text: string) =>
      aFlow({
        a: { type: "message", text, next: "b" },
        b: { type: "wait_reply", next: "a" },
      });
    const ends = (definition: Definition, everyMs: number) => {
      let { program, run, end } = begin(definition);
      let turns = 1;
      for (; end === null && turns < 30; turns++) {
        const message = heard(`machine ${turns}`);
        const on = world({ nowMs: NOW + turns * everyMs, message });
        ({ run, end } = turn(program, run, { type: "message", message }, { on }));
      }
      return [turns, end?.reason];
    };
    expect(ends(echo("Hello!"), 60_000)).toEqual([4, "loop_guard"]);
    expect(ends(echo("You said {{message.text}}"), 1_000)).toEqual([11, "loop_guard"]);
    expect(ends(echo("You said {{message.text}}"), 60_000)).toEqual([30, undefined]);
  });

  test("that turns in a circle within one turn is stopped before it says anything twice", ({
    expect,
  }) => {
    const circle = begin(
      aFlow({
        a: { type: "message", text: "A", next: "b" },
        b: { type: "message", text: "B", next: "a" },
      }),
    );
    expect([texts(circle), circle.end]).toEqual([
      ["A", "B"],
      { status: "failed", reason: "loop_guard" },
    ]);
    const silent = begin(
      aFlow({ a: { type: "tag", tag: "x", next: "b" }, b: { type: "untag", tag: "x", next: "a" } }),
    );
    expect([silent.end?.reason, silent.run.turnSteps]).toEqual(["step_budget", 50]);
  });
});

const NAMES = ["a", "b", "c", "d", "e"] as const;
const aWay = fc.option(fc.constantFrom(...NAMES, "gone"), { nil: undefined });
const anyStep: fc.Arbitrary<Step> = fc
  .record({
    kind: fc.integer({ min: 0, max: 11 }),
    one: aWay,
    two: aWay,
    n: fc.integer({ min: 0, max: 2 }),
  })
  .map(({ kind, one, two, n }) => {
    const steps = [
      { type: "message", text: `text ${n}`, next: one, on_refused: two },
      {
        type: "buttons",
        text: "b",
        buttons: [{ id: "x", title: "X", next: one }],
        on_other: two,
        on_timeout: two,
      },
      {
        type: "list",
        text: "l",
        button: "o",
        rows: [{ id: "x", title: "X", next: one }],
        on_timeout: two,
      },
      {
        type: "question",
        text: "q",
        answer: { kind: "number" },
        save_to: { variable: "v" },
        retries: n,
        next: one,
        on_invalid: two,
      },
      {
        type: "condition",
        branches: [{ if: { field: "var.v", op: "exists", value: true }, next: one ?? "a" }],
        otherwise: two,
      },
      { type: "set_field", field: "f", value: "{{v|1}}", next: one },
      {
        type: "http",
        method: "GET",
        url: "https://a.example/",
        save: { v: "" },
        next: one,
        on_error: two,
      },
      { type: "wait", seconds: 3600, next: one },
      { type: "wait_reply", next: one, on_timeout: two },
      { type: "handoff", text: "h" },
      { type: "business_hours", open: one, closed: two },
      { type: "template", template_id: "tpl_1", next: one, on_refused: two },
    ];
    return Step.parse(JSON.parse(JSON.stringify(steps[kind])));
  });
const anyProgram = fc
  .record({
    steps: fc.tuple(anyStep, anyStep, anyStep, anyStep, anyStep),
    budget: fc.integer({ min: 1, max: 60 }),
  })
  .map(({ steps, budget }) =>
    programOf(
      aFlow(Object.fromEntries(NAMES.map((name, i) => [name, steps[i]])), {
        settings: {
          step_budget_per_run: budget,
          step_budget_per_turn: Math.min(budget, 20),
          exit_on_reply: false,
        },
      }),
    ),
  );
type Happening = { readonly text: string } | "timeout";
const happenings = fc.array(
  fc.oneof(
    fc.record({ text: fc.constantFrom("1", "x", "hello") }),
    fc.constant("timeout" as const),
  ),
  { maxLength: 25 },
);
const answers = fc.infiniteStream(fc.integer({ min: 0, max: 5 }));

/** Whatever is asked, something is answered: mostly well. */
const answerOf = (ask: Ask, luck: number): Input => {
  if (ask.type === "send")
    return luck === 0 ? { type: "refused", code: "window_closed" } : { type: "sent" };
  if (luck === 1) return { type: "unanswered", reason: "timeout" };
  return { type: "answered", status: luck === 0 ? 500 : 200, json: "7" };
};

/** Play any program with anything happening, and tell what was asked in all, and after each turn how the run stood. */
function playAll(program: Program, events: readonly Happening[], luck: Iterator<number>) {
  const asks: Ask[] = [];
  const stood: Advance[] = [];
  let run = newRun(program, { nowMs: NOW });
  let nowMs = NOW;
  for (const event of [null, ...events]) {
    nowMs = event === "timeout" ? Math.max(nowMs, run.wait?.untilMs ?? nowMs) : nowMs + 20_000;
    const input: Input =
      event === null
        ? { type: "start" }
        : event === "timeout"
          ? { type: "timeout" }
          : { type: "message", message: heard(event.text) };
    const end = turn(program, run, input, {
      on: world({ nowMs }),
      answer: (ask) => answerOf(ask, luck.next().value ?? 5),
    });
    asks.push(...end.asks);
    stood.push(end);
    run = end.run;
    if (end.end !== null) break;
  }
  return { asks, stood, run };
}

describe("whatever a flow says and whatever happens", () => {
  test("a turn ends within the budgets, each send has a key of its own, and every wait ends by itself", ({
    expect,
  }) => {
    expect.hasAssertions();
    fc.assert(
      fc.property(anyProgram, happenings, answers, (program, events, luck) => {
        const { asks, stood, run } = playAll(program, events, luck[Symbol.iterator]());
        const keys = asks.map(({ key }) => key);
        expect(new Set(keys).size).toBe(keys.length);
        expect(run.steps).toBeLessThanOrEqual(program.settings.step_budget_per_run);
        for (const { run: at, end } of stood) {
          expect(at.turnSteps).toBeLessThanOrEqual(program.settings.step_budget_per_turn);
          expect(end === null).toBe(at.wait !== null);
          if (at.wait !== null) expect(at.wait.untilMs).toBeLessThanOrEqual(at.expiresAtMs);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test("STOP ends it at once and nothing is sent after it", ({ expect }) => {
    expect.hasAssertions();
    fc.assert(
      fc.property(anyProgram, happenings, answers, (program, events, luck) => {
        const { stood, run } = playAll(program, events, luck[Symbol.iterator]());
        if (stood.at(-1)?.end !== null) return;
        const stop = turn(program, run, { type: "message", message: heard("stop") });
        expect([stop.end, stop.asks, stop.run.wait]).toEqual([
          { status: "stopped", reason: "opt_out" },
          [],
          null,
        ]);
      }),
      { numRuns: 300 },
    );
  });

  test("a turn that is gone through again asks the same under the same keys", ({ expect }) => {
    expect.hasAssertions();
    fc.assert(
      fc.property(
        anyProgram,
        happenings,
        fc.integer({ min: 0, max: 5 }),
        (program, events, luck) => {
          const { stood, run } = playAll(program, events, [luck][Symbol.iterator]());
          if (stood.at(-1)?.end !== null) return;
          const input: Input = { type: "message", message: heard("1") };
          const once = turn(program, run, input);
          expect(turn(program, run, input)).toEqual(once);
        },
      ),
      { numRuns: 300 },
    );
  });
});
