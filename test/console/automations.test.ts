import fc from "fast-check";
import { describe, test as plain } from "vitest";

import { RULE_TYPES as ACTIONS } from "#core/automation/actions";
import { RULE_EVENTS } from "#core/automation/triggers";
import { waysOf } from "#core/automation/ways";
import { parseTree } from "#core/segment/grammar";

import type { Flow, Run, Step, Transcript } from "../../src/console/api/automations.ts";
import { lateOf, matching } from "../../src/console/screens/automations/filter.ts";
import {
  choicesNow,
  heardAs,
  testOf,
  withTurn,
} from "../../src/console/screens/automations/played.ts";
import { RULE_EVENTS as OFFERED } from "../../src/console/screens/automations/rule-events.ts";
import {
  blankStep,
  exitsOf,
  FLOW_TYPES,
  newName,
  outlineOf,
  renamed,
  RULE_TYPES,
  withoutStep,
} from "../../src/console/screens/automations/steps.ts";
import { filterOf, groupOf, placesOf, type Node } from "../../src/console/ui/filter-tree.ts";
import { below, moved, readAt, writeAt } from "../../src/console/ui/tree.ts";
import { api, newPhone, write } from "./api.ts";
import { open, PHONE, signIn, test, theBakery } from "./browser.ts";

describe("a value that is written by pointers", () => {
  plain("is read as it was written, and nothing else changes", ({ expect }) => {
    const tree = { steps: { "a/b": { text: "x" }, c: { list: [1, 2, 3] } } };
    const at = below("/steps", "a/b", "text");
    expect(at).toBe("/steps/a~1b/text");
    expect(readAt(writeAt(tree, at, "y"), at)).toBe("y");
    expect(writeAt(tree, "/steps/c/list/1", undefined)).toEqual({
      steps: { "a/b": { text: "x" }, c: { list: [1, 3] } },
    });
    expect(Object.keys(writeAt(tree, "/steps/a~1b/text", "z").steps)).toEqual(["a/b", "c"]);
    expect(writeAt<unknown>({}, "/settings/ttl_seconds", 60)).toEqual({
      settings: { ttl_seconds: 60 },
    });
    expect(tree.steps["a/b"].text).toBe("x");
  });

  plain("moves in its list, and stays where there is no room", ({ expect }) => {
    expect(moved(["a", "b", "c"], 2, -1)).toEqual(["a", "c", "b"]);
    expect(moved(["a", "b"], 0, -1)).toEqual(["a", "b"]);
  });
});

const leaf = fc.record({
  field: fc.constantFrom("tags", "name"),
  op: fc.constantFrom("eq", "contains"),
  value: fc.string(),
});
const { filter } = fc.letrec<{ filter: unknown }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    leaf,
    fc.record({ and: fc.array(tie("filter"), { minLength: 1, maxLength: 3 }) }),
    fc.record({ or: fc.array(tie("filter"), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie("filter") }),
  ),
}));

/** Which values of leaves a filter lets through, told by its own logic. */
const holds = (node: unknown, known: ReadonlySet<string>): boolean => {
  const { and, or, not, ...rest } = node as Record<string, unknown>;
  if (Array.isArray(and)) return and.every((one) => holds(one, known));
  if (Array.isArray(or)) return or.some((one) => holds(one, known));
  return not === undefined ? known.has(JSON.stringify(rest)) : !holds(not, known);
};
const leavesOf = (node: unknown): string[] => {
  const { and, or, not, ...rest } = node as Record<string, unknown>;
  const list = and ?? or;
  if (Array.isArray(list)) return list.flatMap(leavesOf);
  return not === undefined ? [JSON.stringify(rest)] : leavesOf(not);
};

describe("a filter that is built", () => {
  plain("means what the filter meant that it was read from", ({ expect }) => {
    fc.assert(
      fc.property(filter, fc.infiniteStream(fc.boolean()), (given, chance) => {
        const built = filterOf(groupOf(given));
        const leaves = [...new Set(leavesOf(given))];
        const known = new Set(leaves.filter(() => chance.next().value));
        expect(holds(built, known)).toBe(holds(given, known));
        // Built once, it stays as it is.
        expect(filterOf(groupOf(built))).toEqual(built);
      }),
    );
  });

  plain("knows where each of its conditions stands for the API", ({ expect }) => {
    fc.assert(
      fc.property(filter, (given) => {
        const group = groupOf(given);
        const built = filterOf(group);
        const visit = (node: Node): void => {
          if ("items" in node) return node.items.forEach(visit);
          const place = placesOf(group, "").get(node.id) ?? "nowhere";
          expect(readAt(built, place)).toMatchObject({ field: node.field, value: node.value });
        };
        visit(group);
      }),
    );
  });

  plain("leaves out groups that say nothing, and is everybody when none does", ({ expect }) => {
    const empty = { id: -1, join: "or", isNot: true, items: [] } as const;
    expect(filterOf({ id: -2, join: "and", isNot: false, items: [empty] })).toEqual({});
    expect(parseTree({}, () => ({ all: [] })).ok).toBe(true);
  });
});

const FLOW: Flow = {
  kind: "flow",
  name: "f",
  trigger: { type: "any_message" },
  start: "ask",
  steps: {
    ask: {
      type: "buttons",
      text: "?",
      buttons: [
        { id: "y", title: "Yes", next: "yes" },
        { id: "n", title: "No", next: "ask" },
      ],
      timeout_seconds: 600,
      on_timeout: "late",
    },
    lost: { type: "message", text: "lost", next: "yes" },
    yes: { type: "message", text: "yes", next: "end" },
    late: { type: "message", text: "late" },
    end: { type: "end" },
  },
};

describe("the outline of a flow", () => {
  plain(
    "lists steps as a person meets them, and apart those that no way leads to",
    ({ expect }) => {
      expect(outlineOf(FLOW)).toEqual({ met: ["ask", "yes", "end", "late"], lost: ["lost"] });
      expect(newName(FLOW.steps, "end")).toBe("end_1");
    },
  );

  plain("knows every way that the engine knows, of every kind of step", ({ expect }) => {
    for (const type of FLOW_TYPES) {
      const choice = { id: "i", title: "t", next: "x" };
      const ways = ["next", "on_refused", "on_timeout", "on_other", "on_invalid", "on_error"];
      const step = {
        ...blankStep(type),
        ...Object.fromEntries([...ways, "otherwise", "open", "closed"].map((way) => [way, "x"])),
        ...(type === "buttons" && { buttons: [choice] }),
        ...(type === "list" && { rows: [choice] }),
        ...(type === "condition" && { branches: [{ if: {}, next: "x" }] }),
      } as Step;
      const own = exitsOf(step).map(({ pointer }) => pointer);
      const known = waysOf(step as Parameters<typeof waysOf>[0]).map(({ pointer }) => pointer);
      // The engine reads any way that is written; the editor offers those that the kind has.
      expect(known).toEqual(expect.arrayContaining(own));
    }
  });

  plain("offers to a rule the kinds of steps that the API takes as actions", ({ expect }) => {
    expect(RULE_TYPES.toSorted()).toEqual(ACTIONS.toSorted());
  });

  plain(
    "keeps its ways when a step is renamed, and closes the gap when one is removed",
    ({ expect }) => {
      const other = renamed(FLOW, "yes", "thanks");
      expect(outlineOf(other).met).toEqual(["ask", "thanks", "end", "late"]);
      expect(outlineOf(other).lost).toEqual(["lost"]);
      expect(outlineOf(withoutStep(FLOW, "yes")).met).toEqual(["ask", "end", "late"]);
      expect(JSON.stringify(withoutStep(FLOW, "late"))).not.toContain('"late"');
      // What a person wrote is no way, even where it reads like the name of a step.
      expect(readAt(renamed(FLOW, "yes", "ok"), "/steps/lost/text")).toBe("lost");
      expect(readAt(renamed(FLOW, "lost", "found"), "/steps/found/text")).toBe("lost");
    },
  );
});

const said = (...lines: [from: "customer" | "automation", text: string, step?: string][]) =>
  ({
    transcript: lines.map(([from, text, step = null]) => ({ from, text, step, at: "" })),
    status: "waiting",
  }) as unknown as Transcript;

describe("a conversation that is played", () => {
  plain("becomes a test that expects after each act what was said to it", ({ expect }) => {
    const first = said(["customer", "hi"], ["automation", "?", "ask"]);
    const second = said(
      ["customer", "hi"],
      ["automation", "?", "ask"],
      ["automation", "still there?", "late"],
      ["customer", "[y]"],
      ["automation", "yes", "yes"],
    );
    const turns = withTurn(withTurn([], { text: "hi" }, first), { press: "y" }, second);
    expect(testOf("t", turns, {}, "completed")).toEqual({
      name: "t",
      messages: [
        { text: "hi", expect: ["?"] },
        { press: "y", expect: ["still there?", "yes"] },
      ],
      ends: "completed",
    });
    expect(choicesNow(first, FLOW.steps).map(({ id }) => id)).toEqual(["y", "n"]);
    expect(choicesNow(second, FLOW.steps)).toEqual([]);
    expect(heardAs("[y]", FLOW.steps)).toBe("Yes");
    expect(heardAs("[what]", FLOW.steps)).toBe("[what]");
  });
});

plain("a rule may follow every event that the API lets it follow, and no other", ({ expect }) => {
  expect([...OFFERED].toSorted()).toEqual([...RULE_EVENTS].toSorted());
});

plain(
  "the list tells of late runs by their automation, and filters hold together",
  ({ expect }) => {
    const run = (automation_id: string, status: string, reason: string | null = null) =>
      ({ automation_id, status, reason }) as Run;
    const late = lateOf([
      run("a", "failed", "new"),
      run("a", "failed", "old"),
      run("b", "completed"),
    ]);
    expect(late.get("a")).toMatchObject({ count: 2, failed: { reason: "new" } });
    expect(late.get("b")?.failed).toBeUndefined();
    const all = [
      { name: "Welcome", kind: "flow", status: "draft" },
      { name: "Hours", kind: "rule", status: "published" },
    ] as unknown as Parameters<typeof matching>[0];
    expect(matching(all, { name: "wel", kind: "flow" })).toHaveLength(1);
    expect(matching(all, { kind: "flow", status: "published" })).toEqual([]);
  },
);

describe("an automation", () => {
  test("from a starter by keyboard: tried, kept as a test, published, and it answers a person", ({
    expect,
  }) =>
    open(expect, async (page) => {
      const name = `Hours ${Date.now()}`;
      const word = `horas${Date.now()}`;
      await signIn(page, "/automations");
      await page
        .getByRole("link", { name: /Answer a question/ })
        .or(page.getByRole("button", { name: "New automation" }))
        .first()
        .waitFor();
      const begin = page.getByRole("button", { name: "New automation" });
      if (await begin.isVisible()) await begin.press("Enter");
      await page
        .getByRole("link", { name: /Answer a question/ })
        .first()
        .press("Enter");
      await page.getByRole("textbox", { name: "Name", exact: true }).fill(name);
      await page.getByRole("textbox", { name: "Words", exact: true }).fill(word);
      await page.getByRole("textbox", { name: "Text", exact: true }).fill("Nine to six.");
      await page.keyboard.press("Control+s");
      await page.getByText("Nothing stands against it.").waitFor();
      await page.getByRole("button", { name: "Try it" }).first().press("Enter");
      await page.getByLabel("Write as the person").fill(word);
      await page.keyboard.press("Enter");
      const log = page.getByRole("log", { name: "The conversation" });
      await log.getByText("Nine to six.").waitFor();
      await page.getByLabel("What it shows").fill("tells the hours");
      await page.getByRole("button", { name: "Keep as a test" }).press("Enter");
      await page.keyboard.press("Escape");
      await page.keyboard.press("Control+s");
      await page.getByText("Goes as kept").waitFor();

      // A test that goes otherwise is named, and nothing is published.
      await page.getByRole("textbox", { name: "Text", exact: true }).fill("Ten to six.");
      await page.keyboard.press("Control+Enter");
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("button", { name: "Publish" }).press("Enter");
      await dialog.getByRole("alert").getByText("tells the hours").waitFor();
      await page.keyboard.press("Escape");
      await page.getByText("Goes otherwise · 1 message").waitFor();
      await page.getByRole("textbox", { name: "Text", exact: true }).fill("Nine to six.");
      await page.keyboard.press("Control+Enter");
      await dialog.getByRole("button", { name: "Publish" }).press("Enter");
      await page.getByText("On", { exact: true }).waitFor();

      const person = newPhone();
      await write(person, word, "Paula Pergunta");
      const id = /aut_\w+/.exec(page.url())?.[0] ?? "";
      await expect
        .poll(async () => JSON.stringify(await api("GET", `/v1/runs?automation=${id}`)), {
          timeout: 15_000,
        })
        .toContain("completed");
      await page.getByRole("link", { name: "Runs" }).click();
      await page.getByRole("button", { name: /Paula Pergunta/ }).press("Enter");
      await page.getByRole("dialog").getByText("Send a text: Nine to six.").waitFor();
      await page.keyboard.press("Escape");
      await page.getByText("1 started").waitFor();

      await page.getByRole("button", { name: `Switch ${name} off` }).click();
      await page.getByRole("button", { name: "Switch off", exact: true }).click();
      await page.getByText("Off", { exact: true }).waitFor();
    }));

  test("as a flow on a phone: a step is put in between, a fault leads to its place, and an older version comes back", ({
    expect,
  }) =>
    open(
      expect,
      async (page) => {
        const { id } = await api("POST", "/v1/automations", {
          ...FLOW,
          name: `Flow ${Date.now()}`,
          // A word that nobody else in the workspace writes.
          trigger: { type: "keyword", match: "exact", keywords: [`flow${Date.now()}`] },
        });
        await signIn(page, `/automations/${String(id)}`);
        await page.getByRole("region", { name: "Not connected" }).waitFor();
        await page.getByRole("button", { name: /No way leads to this step/ }).click();
        const lost = page.locator('[data-at="/steps/lost"]');
        await expect
          .poll(() => lost.evaluate((card) => card.contains(document.activeElement)))
          .toBe(true);
        await page.getByRole("button", { name: "Remove step 5" }).click();
        expect(await page.getByRole("region", { name: "Not connected" }).count()).toBe(0);

        const then = page.locator('select[data-at="/steps/yes/next"]');
        await then.selectOption("+wait");
        expect(await then.inputValue()).toBe("wait_1");
        expect(await page.locator('select[data-at="/steps/wait_1/next"]').inputValue()).toBe("end");
        await page.getByRole("button", { name: "Save draft" }).click();
        await page.getByText("Nothing stands against it.").waitFor();
        await page.getByRole("button", { name: "Publish" }).click();
        await page.getByRole("dialog").getByRole("button", { name: "Publish" }).click();
        await page.getByText("On", { exact: true }).waitFor();

        await page.locator('textarea[data-at="/steps/yes/text"]').fill("Gladly.");
        await page.getByRole("button", { name: "Publish" }).click();
        await page
          .getByRole("dialog")
          .getByRole("cell", { name: /Gladly/ })
          .waitFor();
        await page.getByRole("dialog").getByRole("button", { name: "Publish" }).click();
        await page.getByRole("dialog").waitFor({ state: "detached" });
        await page.getByRole("link", { name: "Versions" }).click();
        await page.getByRole("button", { name: "Make it the draft" }).last().click();
        await page.getByRole("dialog").getByRole("button", { name: "Make it the draft" }).click();
        await expect
          .poll(() => page.locator('textarea[data-at="/steps/yes/text"]').inputValue())
          .toBe("yes");
        await api("POST", `/v1/automations/${String(id)}/disable`);
      },
      PHONE,
    ));

  test("that two people change shows both, and neither is lost", ({ expect }) =>
    open(expect, async (page) => {
      const made = { kind: "rule", name: `Both ${Date.now()}`, trigger: { type: "any_message" } };
      const { id } = await api("POST", "/v1/automations", {
        ...made,
        actions: [{ type: "message", text: "First" }],
      });
      const path = `/v1/automations/${String(id)}`;
      await signIn(page, `/automations/${String(id)}`);
      const text = page.getByRole("textbox", { name: "Text", exact: true });
      await text.fill("Mine");
      await api(
        "PATCH",
        path,
        { actions: [{ type: "message", text: "Theirs" }] },
        { "if-match": "*" },
      );
      await page.keyboard.press("Control+s");
      const dialog = page.getByRole("dialog", { name: "Somebody changed this meanwhile" });
      await dialog.getByRole("cell", { name: /Theirs/ }).waitFor();
      await dialog.getByRole("button", { name: "Keep mine" }).click();
      await dialog.waitFor({ state: "detached" });
      await expect.poll(async () => JSON.stringify(await api("GET", path))).toContain("Mine");
    }));
});

test("business hours: the week, a holiday and a fault at its place", ({ expect }) =>
  open(expect, async (page) => {
    await signIn(page, "/settings/hours");
    await page.getByRole("checkbox", { name: "Sunday" }).uncheck();
    await page.getByLabel("Monday: from").fill("09:00");
    await page.getByLabel("Monday: until").fill("08:00");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("It ends before it begins").waitFor();
    await page.getByLabel("Monday: until").fill("18:00");
    await page.getByRole("button", { name: "Add a day" }).click();
    await page.getByLabel("Date").fill("2027-12-25");
    await page.getByRole("textbox", { name: "Name" }).fill("Natal");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("The hours are saved").waitFor();
    const { weekly, holidays } = await api("GET", "/v1/business-hours");
    expect(weekly).toMatchObject({ mon: [["09:00", "18:00"]], sun: [] });
    expect(holidays).toEqual([{ date: "2027-12-25", name: "Natal", hours: [] }]);
  }));

test("an address for another system: its secret is shown once, and a call starts the automation", ({
  expect,
}) =>
  open(expect, async (page) => {
    const { id } = await api("POST", "/v1/automations", {
      kind: "rule",
      name: `Shop ${Date.now()}`,
      trigger: { type: "hook", variables: ["order_id"] },
      actions: [{ type: "tag", tag: "ordered" }],
    });
    await api("POST", `/v1/automations/${String(id)}/publish`);
    await signIn(page, `/automations/${String(id)}`);
    await page.getByRole("button", { name: "New address" }).click();
    await page.getByRole("button", { name: "Make the address" }).click();
    const url = await page.getByRole("textbox", { name: "Address" }).inputValue();
    const secret = await page.getByRole("textbox", { name: "Secret" }).inputValue();
    await page.getByRole("button", { name: "Done" }).click();
    await page.getByText(url).waitFor();
    expect(await page.content()).not.toContain(secret);
    const { pathname, search } = new URL(url);
    const answer = await fetch(theBakery().url + pathname + search, {
      method: "POST",
      headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
      body: JSON.stringify({ customer: { phone: newPhone() } }),
    });
    expect(answer.status).toBe(202);
  }));
