/**
 * Recycling databases of closed workspaces: each is deleted, and a new one is put behind its binding. Emptying alone is not
 * enough, because whoever may restore a D1 database brings back any moment of the last 30 days; a new database has no past.
 */

/** A binding whose database is retired, and since when, Unix ms. */
export interface Retired {
  readonly binding: string;
  readonly retiredAtMs: number;
}

/** A D1 database of the account. */
export interface Database {
  readonly name: string;
  readonly id: string;
  readonly createdAtMs: number;
}

/** What is done for one binding. A step that was done before is left out. */
export interface Recycling {
  readonly binding: string;
  /** To be deleted; null when it is gone. */
  readonly remove: string | null;
  /** The name of the new one. */
  readonly fresh: string;
  /** Whether it is still to be made. */
  readonly isToMake: boolean;
}

/** What the script needs of the outside: wrangler, and the file. */
export interface Port {
  readonly retired: () => Promise<readonly Retired[]>;
  readonly databases: () => Promise<readonly Database[]>;
  readonly remove: (name: string) => Promise<void>;
  readonly make: (name: string) => Promise<void>;
  readonly read: () => string;
  readonly write: (toml: string) => void;
}

/** The name that a deploy gives to the database of a binding that names none. */
export const provisionedName = (worker: string, binding: string): string =>
  `${worker}-${binding.toLowerCase().replaceAll("_", "-")}`;

/** The new database of a retirement: always the same name, so that a run which was cut off is gone on with. */
const freshName = (worker: string, { binding, retiredAtMs }: Retired): string =>
  `${provisionedName(worker, binding)}-${retiredAtMs.toString(36)}`;

/**
 * Decide what is left to do for a binding. Only a database from before the retirement is ever deleted: a younger one may be
 * somebody's already.
 *
 * @param named The database that wrangler.toml names; null when it names none.
 * @returns Null when wrangler.toml names the new one already, and only the deploy is missing; or when somebody else has put a
 *   younger one behind it.
 */
export function planRecycling(
  retired: Retired,
  of: {
    readonly worker: string;
    readonly named: string | null;
    readonly databases: readonly Database[];
  },
): Recycling | null {
  const fresh = freshName(of.worker, retired);
  const current = of.named ?? provisionedName(of.worker, retired.binding);
  const find = (name: string) => of.databases.find((one) => one.name === name);
  const old = find(current);
  if (current === fresh && old !== undefined) return null;
  if (current !== fresh && old !== undefined && old.createdAtMs >= retired.retiredAtMs) return null;
  return {
    binding: retired.binding,
    remove: current === fresh ? null : (old?.name ?? null),
    fresh,
    isToMake: find(fresh) === undefined,
  };
}

/** The lines of a binding's entry in the pool of an environment. */
const entryOf = (env: string, binding: string): RegExp =>
  new RegExp(
    `(\\[\\[env\\.${env}\\.d1_databases\\]\\]\\nbinding = "${binding}"\\n)((?:database_(?:name|id) = ".*"\\n)*)`,
  );

/** The name that a binding's database has in wrangler.toml; null when it has none there. */
export function namedIn(toml: string, env: string, binding: string): string | null {
  const lines = entryOf(env, binding).exec(toml)?.[2] ?? "";
  return /^database_name = "(.*)"$/m.exec(lines)?.[1] ?? null;
}

/** wrangler.toml with another database behind a binding. @throws Error when the pool has no such binding. */
export function withDatabase(
  toml: string,
  env: string,
  of: { readonly binding: string; readonly name: string; readonly id: string },
): string {
  const entry = entryOf(env, of.binding);
  if (!entry.test(toml)) throw new Error(`wrangler.toml has no ${of.binding} in ${env}`);
  return toml.replace(entry, `$1database_name = "${of.name}"\ndatabase_id = "${of.id}"\n`);
}

/**
 * Recycle what is retired, one binding after the other; cut off anywhere it goes on when it is run again.
 *
 * @returns The bindings that have another database now, and wait for a deploy.
 */
export async function recycle(
  port: Port,
  of: { readonly worker: string; readonly env: string },
): Promise<readonly string[]> {
  const done: string[] = [];
  for (const retired of await port.retired()) {
    const named = namedIn(port.read(), of.env, retired.binding);
    const plan = planRecycling(retired, {
      worker: of.worker,
      named,
      databases: await port.databases(),
    });
    if (plan === null) continue;
    if (plan.remove !== null) await port.remove(plan.remove);
    if (plan.isToMake) await port.make(plan.fresh);
    const made = (await port.databases()).find(({ name }) => name === plan.fresh);
    if (made === undefined) throw new Error(`${plan.fresh} was made and is not listed`);
    const { binding } = plan;
    port.write(withDatabase(port.read(), of.env, { binding, name: made.name, id: made.id }));
    done.push(binding);
  }
  return done;
}
