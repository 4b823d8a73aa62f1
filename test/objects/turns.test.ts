import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { test } from "vitest";

import type { Id } from "#core/ids";
import { AlarmClock } from "#objects/session/alarm-clock";
import { TURN_LEASE_MS, Turns } from "#objects/session/turns";
import { newId } from "#platform/ids";

/** Turns of their own in an object of their own, and for whom they rang. */
function onTurns(act: (turns: () => Turns, rung: Id<"contact">[]) => void): Promise<void> {
  const stub = env.TENANT_SESSION.getByName(newId("tenant"));
  return runInDurableObject(stub, (_object, state) => {
    const rung: Id<"contact">[] = [];
    const clock = new AlarmClock(state.storage);
    const life = () =>
      new Turns({
        storage: state.storage,
        clock,
        ring: (contactId) => Promise.resolve(rung.push(contactId)),
      });
    act(life, rung);
  });
}

const ana = newId("contact");
const bia = newId("contact");
const NOW = 1_800_000_000_000;
const arrival = (contactId: Id<"contact">, key: string, dueAtMs = NOW) => ({
  contactId,
  key,
  dueAtMs,
  body: JSON.stringify(key),
});

test("a burst is gathered until it is due, and taken as one", ({ expect }) =>
  onTurns((life, rung) => {
    const turns = life();
    turns.arrive([arrival(ana, "a", NOW + 1_000)], NOW);
    turns.arrive([arrival(ana, "b", NOW + 1_500), arrival(ana, "a", NOW)], NOW + 500);
    expect([turns.take(ana, NOW + 999), rung]).toEqual([null, []]);
    turns.alarm(NOW + 1_000);
    expect(rung).toEqual([ana]);
    expect(turns.take(ana, NOW + 1_000)).toMatchObject({ attempt: 1, items: ['"a"', '"b"'] });
  }));

test("one turn of a person is under way at a time, and others do not wait for it", ({ expect }) =>
  onTurns((life) => {
    const turns = life();
    turns.arrive([arrival(ana, "a"), arrival(bia, "c")], NOW);
    const first = turns.take(ana, NOW);
    turns.arrive([arrival(ana, "b")], NOW);
    expect(turns.take(ana, NOW + 1)).toBeNull();
    expect(turns.take(bia, NOW + 1)).toMatchObject({ items: ['"c"'] });
    turns.end(ana, first?.token ?? "", NOW + 2);
    expect(turns.take(ana, NOW + 3)).toMatchObject({ attempt: 1, items: ['"b"'] });
  }));

test("a turn whose taker died comes again as it was, and what arrived meanwhile behind it", ({
  expect,
}) =>
  onTurns((life) => {
    const turns = life();
    turns.arrive([arrival(ana, "a")], NOW);
    const dead = turns.take(ana, NOW);
    turns.arrive([arrival(ana, "b")], NOW + 1);
    const again = turns.take(ana, NOW + TURN_LEASE_MS);
    expect(again).toMatchObject({ attempt: 2, items: ['"a"'] });
    turns.end(ana, dead?.token ?? "", NOW + TURN_LEASE_MS);
    turns.giveBack(ana, again?.token ?? "");
    // Another life of the object remembers no lease.
    const third = life().take(ana, NOW + TURN_LEASE_MS + 1);
    expect(third).toMatchObject({ attempt: 3, items: ['"a"'] });
  }));

test("a turn that always fails is let go in the end", ({ expect }) =>
  onTurns((life) => {
    const turns = life();
    turns.arrive([arrival(ana, "a")], NOW);
    let taken = 0;
    for (; taken < 20; taken++) {
      const lease = turns.take(ana, NOW);
      if (lease === null) break;
      turns.giveBack(ana, lease.token);
    }
    expect(taken).toBe(8);
  }));
