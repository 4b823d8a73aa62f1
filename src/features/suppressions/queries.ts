import { desc, eq, inArray, lt } from "drizzle-orm";

import { isId, type Id } from "#core/ids";
import { jsonList } from "#db/json-list";
import { statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import { identities, suppressedIdentities, suppressions } from "#db/tenant/schema";
import type { ScopedContext } from "#platform/context";
import { identityHash } from "#platform/credentials/identity-hash";

export type SuppressionRow = typeof suppressions.$inferSelect;

export async function findSuppression(
  db: TenantDb,
  id: string,
): Promise<SuppressionRow | undefined> {
  if (!isId("suppression", id)) return undefined;
  return db.select().from(suppressions).where(eq(suppressions.id, id)).get();
}

/** The suppressions that have one of the identities, newest first. */
export const findSuppressionsOf = (
  db: TenantDb,
  keyHashes: readonly string[],
): Promise<readonly SuppressionRow[]> =>
  db
    .select()
    .from(suppressions)
    .where(
      inArray(
        suppressions.id,
        db
          .select({ id: suppressedIdentities.suppressionId })
          .from(suppressedIdentities)
          .where(inArray(suppressedIdentities.keyHash, jsonList(keyHashes))),
      ),
    )
    .orderBy(desc(suppressions.id))
    .all();

/** Suppressions, newest first. */
export const findSuppressions = (
  db: TenantDb,
  { before, limit }: { readonly before: Id<"suppression"> | undefined; readonly limit: number },
): Promise<readonly SuppressionRow[]> =>
  db
    .select()
    .from(suppressions)
    .where(before === undefined ? undefined : lt(suppressions.id, before))
    .orderBy(desc(suppressions.id))
    .limit(limit)
    .all();

/** The identities of a contact that a suppression goes by. */
export async function identitiesOfContact(db: TenantDb, contactId: Id<"contact">) {
  const rows = await db
    .select({ kind: identities.kind, value: identities.value })
    .from(identities)
    .where(eq(identities.contactId, contactId))
    .all();
  return rows.flatMap(({ kind, value }) => (kind === "parent_bsuid" ? [] : [{ kind, value }]));
}

const SUPPRESSED = `SELECT s.key_hash AS hash FROM json_each(?1) k CROSS JOIN suppressed_identities s ON s.key_hash = k.value`;

/** Whoever asks for so many looks whether the few that there are, are no more. */
const MANY = 100;
const ALL = `SELECT key_hash AS hash FROM suppressed_identities LIMIT ${MANY + 1}`;

/** Which identities are suppressed, by identity key (`phone:…`, `bsuid:…`). One row read for each that is, or the few that there are. */
export async function readSuppressed(
  ctx: ScopedContext,
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  if (keys.length === 0) return new Set();
  const all = keys.length <= MANY ? null : await readFew(ctx);
  if (all !== null)
    return new Set(all.size === 0 ? [] : keys.filter((key) => all.has(identityHash(ctx, key))));
  const keyOf = new Map(keys.map((key) => [identityHash(ctx, key), key]));
  const { results } = await statement(ctx.db, SUPPRESSED, JSON.stringify([...keyOf.keys()])).all<{
    hash: string;
  }>();
  return new Set(results.map(({ hash }) => keyOf.get(hash) ?? ""));
}

/** The hashes of all suppressed identities; null when there are many. */
async function readFew(ctx: ScopedContext): Promise<ReadonlySet<string> | null> {
  const { results } = await statement(ctx.db, ALL).all<{ hash: string }>();
  return results.length > MANY ? null : new Set(results.map(({ hash }) => hash));
}
