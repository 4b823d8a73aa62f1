import { describe, test } from "vitest";

import { fillFrom, giveBack, winnerOf, type Mergeable } from "#core/contact/merge";
import { KEYS_MAX } from "#core/contact/profile";
import { TAGS_MAX } from "#core/contact/tag";

const EMPTY: Mergeable = {
  phone: null,
  waId: null,
  bsuid: null,
  username: null,
  name: null,
  language: null,
  timezone: null,
  externalId: null,
  fields: {},
  metadata: {},
  tags: [],
  blocked: false,
  suppressed: false,
};
const FULL: Mergeable = {
  phone: "+34600111222",
  waId: "34600111222",
  bsuid: "ES.1",
  username: "ana",
  name: "Ana",
  language: "es",
  timezone: "Europe/Madrid",
  externalId: "crm-1",
  fields: { city: "Vigo" },
  metadata: { from: "shop" },
  tags: ["vip"],
  blocked: false,
  suppressed: false,
};
const many = (count: number, prefix: string) =>
  Array.from({ length: count }, (_, i) => `${prefix}${i}`);
const keyed = (keys: readonly string[]) => Object.fromEntries(keys.map((key) => [key, 1]));

describe("a winner", () => {
  test("takes over what it has not, and gives it back", ({ expect }) => {
    const { winner, loser, filled } = fillFrom(EMPTY, FULL);
    expect(winner).toEqual(FULL);
    expect(loser).toEqual({ ...FULL, externalId: null });
    expect(giveBack(winner, loser, filled)).toEqual({ winner: EMPTY, loser: FULL });
  });

  test("keeps what it has, and gives nothing back", ({ expect }) => {
    const own = { ...FULL, phone: "+34600333444", waId: null, name: "A", externalId: "crm-2" };
    const { winner, loser, filled } = fillFrom(own, FULL);
    expect(winner).toEqual(own);
    expect(loser).toEqual(FULL);
    expect(giveBack(winner, loser, filled)).toEqual({ winner: own, loser: FULL });
  });

  test("keeps what was changed since", ({ expect }) => {
    const { winner, loser, filled } = fillFrom(EMPTY, FULL);
    const changed = { ...winner, name: "Eva", externalId: "x", fields: { city: "Lugo" }, tags: [] };
    expect(giveBack(changed, loser, filled).winner).toEqual({
      ...EMPTY,
      name: "Eva",
      externalId: "x",
      fields: { city: "Lugo" },
    });
  });

  test("takes no more than a contact holds", ({ expect }) => {
    const one = { ...EMPTY, tags: many(TAGS_MAX - 1, "a"), fields: keyed(many(KEYS_MAX - 1, "a")) };
    const other = { ...EMPTY, tags: many(9, "b"), fields: keyed(many(9, "b")) };
    const { winner, filled } = fillFrom(one, other);
    expect(winner.tags).toHaveLength(TAGS_MAX);
    expect(Object.keys(winner.fields)).toHaveLength(KEYS_MAX);
    expect([filled.tags, filled.fields]).toEqual([["b0"], ["b0"]]);
  });

  test("is blocked and suppressed when either was", ({ expect }) => {
    const strict = { ...EMPTY, blocked: true, suppressed: true };
    expect(fillFrom(EMPTY, strict).winner).toMatchObject({ blocked: true, suppressed: true });
    expect(fillFrom(strict, EMPTY).winner).toMatchObject({ blocked: true, suppressed: true });
  });
});

test("of two contacts that Meta takes for one, the one with a user id is left, else the older", ({
  expect,
}) => {
  const party = (id: string, hasUserId: boolean) => ({ id, hasUserId });
  const first = (a: boolean, b: boolean) => winnerOf(party("a", a), party("b", b))?.[0].id;
  expect([first(true, false), first(false, true), first(false, false)]).toEqual(["a", "b", "a"]);
  expect(winnerOf(party("b", false), party("a", false))?.[0].id).toBe("a");
  expect(winnerOf(party("a", true), party("b", true))).toBeNull();
});
