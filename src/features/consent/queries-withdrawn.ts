import { statement } from "#db/statement";
import type { ScopedContext } from "#platform/context";
import { identityHash } from "#platform/credentials/identity-hash";

const WITHDRAWN = `SELECT k.value AS hash, w.withdrawn_at AS atMs
FROM json_each(?1) k CROSS JOIN withdrawn_identities w ON w.key_hash = k.value`;

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
  const { results } = await statement(ctx.db, WITHDRAWN, JSON.stringify([...keyOf.keys()])).all<{
    hash: string;
    atMs: number;
  }>();
  return new Map(results.map(({ hash, atMs }) => [keyOf.get(hash) ?? "", atMs]));
}
