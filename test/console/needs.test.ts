import { readFileSync } from "node:fs";

import { describe, test } from "vitest";

import { needsOf } from "../../src/console/screens/home/attention.ts";

const NOW = Date.parse("2026-11-27T12:00:00.000Z");
const HOUR_MS = 3_600_000;
const at = (hours: number) => new Date(NOW + hours * HOUR_MS).toISOString();

type Lists = Parameters<typeof needsOf>[0];
const nothing: Lists = { numbers: [], talks: [], templates: [], campaigns: [] };

// Safe: the rule reads these members alone.
const number = (id: string, of: object) =>
  ({ id, status: "connected", token_expires_at: null, ...of }) as Lists["numbers"][number];
const talk = (id: string, hoursLeft: number | null, direction = "inbound") =>
  ({
    id,
    window_expires_at: hoursLeft === null ? null : at(hoursLeft),
    last_message: { direction },
  }) as Lists["talks"][number];

const kinds = (lists: Partial<Lists>) =>
  needsOf({ ...nothing, ...lists }, NOW).map(({ kind }) => kind);

describe("what needs somebody", () => {
  test("is nothing where all goes well", ({ expect }) => {
    expect(
      kinds({ numbers: [number("a", { token_expires_at: at(24 * 30) })], talks: [talk("t", 20)] }),
    ).toEqual([]);
  });

  test("is a number without a token that works, and one that Meta restricts", ({ expect }) => {
    const numbers = [
      number("a", { status: "needs_reauth", token_expires_at: at(-1) }),
      number("b", { status: "restricted" }),
      number("c", { token_expires_at: at(24 * 6) }),
      number("d", { status: "paused" }),
      number("e", { status: "disconnected", token_expires_at: at(1) }),
    ];
    expect(kinds({ numbers })).toEqual(["reauth", "restricted", "token_ends"]);
  });

  test("is a talk that closes within two hours, unless the last word is ours; the first to close first", ({
    expect,
  }) => {
    const talks = [
      talk("late", 1.9),
      talk("soon", 0.1),
      talk("far", 2),
      talk("closed", -0.1),
      talk("never", null),
      talk("answered", 0.5, "outbound"),
    ];
    const found = needsOf({ ...nothing, talks }, NOW);
    expect(found.map((need) => (need.kind === "talk" ? need.talk.id : need.kind))).toEqual([
      "soon",
      "late",
    ]);
  });

  test("is a campaign that stands and a template that was rejected", ({ expect }) => {
    const campaigns = ["paused", "running", "completed"].map(
      (status) => ({ id: status, status }) as Lists["campaigns"][number],
    );
    const templates = ["rejected", "approved", "draft"].map(
      (status) => ({ id: status, status }) as Lists["templates"][number],
    );
    expect(kinds({ campaigns, templates })).toEqual(["campaign", "template"]);
  });
});

test("the front page has the console's colours, light and dark", ({ expect }) => {
  const tokensOf = (file: string) =>
    readFileSync(`src/console/${file}`, "utf8")
      .split(/^(?=\[data-theme="dark"\]|@media \(prefers-color)/m)
      .slice(0, 2)
      .map((part) =>
        Object.fromEntries(
          [...part.matchAll(/^\s*(--[\w-]+|color-scheme): ([^;]+);/gm)].map((found) => [
            found[1] ?? "",
            found[2],
          ]),
        ),
      );
  const [light, dark] = tokensOf("console.css");
  const [frontLight, frontDark] = tokensOf("site.css");
  expect(light).toMatchObject(frontLight ?? {});
  expect(dark).toMatchObject(frontDark ?? {});
  expect(Object.keys(frontDark ?? {}).length).toBeGreaterThan(10);
});
