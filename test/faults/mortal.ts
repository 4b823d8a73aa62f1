import { openControlDb } from "#db/control/client";
import { openTenantDb } from "#db/tenant/client";
import type { ScopedContext } from "#platform/context";

import { quiet } from "../fixtures/campaign.ts";

/** How a run dies: at which of its calls to the world, and whether that call still takes effect. */
export interface Death {
  readonly atCall: number;
  readonly afterEffect: boolean;
}

/** Every death in a run of so many calls. */
export const deaths = (calls: number): readonly Death[] =>
  Array.from({ length: calls }, (_, i) => i + 1).flatMap((atCall) => [
    { atCall, afterEffect: false },
    { atCall, afterEffect: true },
  ]);

/**
 * A context whose owner dies: the n-th call to a database, session or sandbox never comes back to it, and no later one is made.
 * What was sent before stays sent.
 *
 * @param safe What answers instead, as long as it lives: by itself a session that nobody else hears of.
 */
export function mortal(
  ctx: ScopedContext,
  death: Death,
  safe: ScopedContext = quiet(ctx),
): { ctx: ScopedContext; calls: () => number } {
  let calls = 0;
  const mortally = async <T>(act: () => Promise<T>): Promise<T> => {
    calls += 1;
    if (calls > death.atCall) throw new Error("dead");
    if (calls < death.atCall) return act();
    if (death.afterEffect) await act();
    throw new Error("dead");
  };
  return {
    calls: () => calls,
    ctx: {
      ...safe,
      db: openTenantDb(mortalDatabase(ctx.db.$client, mortally), ctx.tenant.id),
      control: openControlDb(mortalDatabase(ctx.control.$client, mortally)),
      session: mortalMethods(safe.session, mortally),
      sandbox: mortalMethods(ctx.sandbox, mortally),
    },
  };
}

type Mortally = <T>(act: () => Promise<T>) => Promise<T>;
type Method = (...args: readonly unknown[]) => Promise<unknown>;

/** Every method of a stub, mortally. */
const mortalMethods = <T extends object>(stub: T, mortally: Mortally): T =>
  new Proxy(stub, {
    get: (target, name) => {
      // Safe: a stub has nothing but methods that answer a promise.
      const methods = target as unknown as Record<PropertyKey, Method>;
      return (...args: readonly unknown[]) => mortally(async () => methods[name]?.(...args));
    },
  });

const RUNS = new Set<PropertyKey>(["run", "all", "first", "raw"]);

/** A database whose batches and statements run mortally. */
function mortalDatabase(database: D1Database, mortally: Mortally): D1Database {
  const originals = new WeakMap<object, D1PreparedStatement>();
  const wrap = (statement: D1PreparedStatement): D1PreparedStatement => {
    const wrapped = new Proxy(statement, {
      get: (target, name) => {
        if (name === "bind") return (...values: readonly unknown[]) => wrap(target.bind(...values));
        // Safe: only the four methods that run a statement are taken from it.
        const methods = target as unknown as Record<PropertyKey, Method>;
        return RUNS.has(name)
          ? (...args: readonly unknown[]) => mortally(async () => methods[name]?.(...args))
          : methods[name];
      },
    });
    originals.set(wrapped, statement);
    return wrapped;
  };
  return new Proxy(database, {
    get: (target, name) => {
      if (name === "prepare") return (sql: string) => wrap(target.prepare(sql));
      if (name === "batch")
        return (statements: readonly D1PreparedStatement[]) =>
          mortally(() => target.batch(statements.map((one) => originals.get(one) ?? one)));
      return undefined;
    },
  });
}
