import { statement } from "#db/statement";
import type { ScopedContext } from "#platform/context";
import { identityHash } from "#platform/credentials/identity-hash";

const WITHDRAWN = `SELECT k.value AS hash, w.withdrawn_at AS atMs
FROM json_each(?1) k CROSS JOIN withdrawn_identities w ON w.key_hash = k.value`;

interface Row {
  readonly hash: string;
  readonly atMs: number;
}

/**
 * When a person withdrew under these identities, of which no contact has any now. Unix ms by identity key; the others are
 * missing. One row read for each that is there.
 *
 * @param keys Identities as one text each, e.g. `bsuid:US.1234`.
 */
export async function readWithdrawn(
  ctx: ScopedContext,
  keys: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (keys.length === 0) return new Map();
  const keyOf = new Map(keys.map((key) => [identityHash(ctx, key), key]));
  const { results } = await statement(
    ctx.db,
    WITHDRAWN,
    JSON.stringify([...keyOf.keys()]),
  ).all<Row>();
  return new Map(results.map(({ hash, atMs }) => [keyOf.get(hash) ?? "", atMs]));
}

/** All withdrawals of which no contact has the identity. */
export type AllWithdrawn = ReadonlyMap<string, number>;

/** Whoever asks for so many looks whether the few that there are, are no more. */
const MANY = 100;
const ALL = `SELECT key_hash AS hash, withdrawn_at AS atMs FROM withdrawn_identities LIMIT ${MANY + 1}`;

/**
 * As {@link readWithdrawn}, for whoever asks for many: when there are few at all, they are read instead of looking for each, and
 * `all` tells them by their hashes. Null: there are more, or few were asked for.
 */
export async function readWithdrawnAmong(
  ctx: ScopedContext,
  keys: readonly string[],
): Promise<{
  readonly withdrawn: ReadonlyMap<string, number>;
  readonly all: AllWithdrawn | null;
}> {
  if (keys.length <= MANY) return { withdrawn: await readWithdrawn(ctx, keys), all: null };
  const { results } = await statement(ctx.db, ALL).all<Row>();
  if (results.length > MANY) return { withdrawn: await readWithdrawn(ctx, keys), all: null };
  const all = new Map(results.map(({ hash, atMs }) => [hash, atMs]));
  const withdrawn = new Map(
    all.size === 0
      ? []
      : keys.flatMap((key) => {
          const atMs = all.get(identityHash(ctx, key));
          return atMs === undefined ? [] : [[key, atMs] as const];
        }),
  );
  return { withdrawn, all };
}
