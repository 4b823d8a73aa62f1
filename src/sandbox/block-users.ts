import type { SandboxNumber } from "#sandbox/numbers";
import { isUserId, waIdOf } from "#sandbox/phone";
import { objectsOf, type JsonObject } from "#sandbox/result";
import type { World } from "#sandbox/world";

/** What became of a call: Graph answers 400 when one person failed, and says beside it who did not. */
export interface Blocking {
  readonly done: readonly JsonObject[];
  readonly failed: readonly JsonObject[];
  /** Null when everybody was dealt with. */
  readonly code: 139100 | 139101 | null;
}

const BLOCKED_MAX = 64_000;

interface Person {
  readonly input: string;
  /** Digits or user id; undefined when it is neither. */
  readonly id: string | undefined;
}

const peopleIn = (body: JsonObject): readonly Person[] =>
  objectsOf(body["block_users"]).map((one) => {
    const given = one["user"] ?? one["user_id"];
    const input = typeof given === "string" ? given : "";
    return { input, id: isUserId(input) ? input : waIdOf(input) };
  });

const named = ({ input, id }: Person): JsonObject =>
  id === undefined ? { input } : isUserId(id) ? { input, user_id: id } : { input, wa_id: id };

const failure = (person: Person, code: number, details: string): JsonObject => ({
  ...named(person),
  errors: [{ message: details, code, error_data: { details } }],
});

/** `POST /{number}/block_users`: only whoever wrote within the last 24 hours can be blocked. */
export function blockUsers(world: World, number: SandboxNumber, body: JsonObject): Blocking {
  const id = number.phone_number_id;
  const known = world.desk.of(id).blocked ?? [];
  const people = peopleIn(body);
  if (known.length + people.length > BLOCKED_MAX)
    return {
      done: [],
      failed: people.map((person) => failure(person, 139101, "The list is full.")),
      code: 139101,
    };
  const nowMs = world.clock.nowMs();
  const failed = people.flatMap((person) => {
    if (person.id === undefined) return [failure(person, 131009, "This is nobody on WhatsApp.")];
    return world.reach.isWindowOpen(id, person.id, nowMs)
      ? []
      : [failure(person, 131047, "The person has not written in the last 24 hours.")];
  });
  const done = people.filter(
    (person) => person.id !== undefined && world.reach.isWindowOpen(id, person.id, nowMs),
  );
  const ids = done.flatMap((person) => person.id ?? []);
  world.desk.change(id, { blocked: [...new Set([...ids, ...known])] });
  return { done: done.map(named), failed, code: failed.length > 0 ? 139100 : null };
}

/** `DELETE /{number}/block_users`. Whoever is not blocked is no error. */
export function unblockUsers(world: World, number: SandboxNumber, body: JsonObject): Blocking {
  const id = number.phone_number_id;
  const people = peopleIn(body);
  const ids = new Set(people.flatMap((person) => person.id ?? []));
  const blocked = (world.desk.of(id).blocked ?? []).filter((person) => !ids.has(person));
  world.desk.change(id, { blocked });
  const failed = people.flatMap((person) =>
    person.id === undefined ? [failure(person, 131009, "This is nobody on WhatsApp.")] : [],
  );
  return {
    done: people.filter((person) => person.id !== undefined).map(named),
    failed,
    code: failed.length > 0 ? 139100 : null,
  };
}
