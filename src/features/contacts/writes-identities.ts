import { jsonParameters, statement, violatesUnique, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import { rootSql } from "#db/tenant/find-contact";
import { identityKey, type OwnedIdentity } from "#features/contacts/identity-rows";
import type { ScopedContext } from "#platform/context";
import { identityHash } from "#platform/credentials/identity-hash";

const INSERT = `
INSERT INTO identities (value, kind, contact_id, created_at, key_hash)
SELECT e.value->>0, e.value->>1, coalesce(${rootSql("e.value->>2")}, e.value->>2), CAST(?2 AS INTEGER), e.value->>3
FROM json_each(?1) e`;

const INSERT_NEW = `
INSERT INTO identities (value, kind, contact_id, created_at, key_hash)
SELECT e.value->>0, e.value->>1, e.value->>2, CAST(?2 AS INTEGER), e.value->>3 FROM json_each(?1) e`;

/** As {@link insertIdentities}, of contacts that the same batch makes: nobody can have merged them. */
export const insertNewIdentities = (
  ctx: ScopedContext,
  owned: readonly OwnedIdentity[],
  nowMs: number,
): Statement[] => listed(ctx, owned).map((list) => statement(ctx.db, INSERT_NEW, list, nowMs));

/**
 * Add identities of any number of contacts; of one that was merged meanwhile, to the one that is left. The batch fails
 * (`isIdentityConflict`) when one belongs to somebody. By its hash an identity that is suppressed suppresses its contact.
 */
export const insertIdentities = (
  ctx: ScopedContext,
  owned: readonly OwnedIdentity[],
  nowMs: number,
): Statement[] => listed(ctx, owned).map((list) => statement(ctx.db, INSERT, list, nowMs));

const listed = (ctx: ScopedContext, owned: readonly OwnedIdentity[]): string[] =>
  jsonParameters(
    owned.map((one) => [one.value, one.kind, one.contactId, identityHash(ctx, identityKey(one))]),
  );

const REMOVE = `
DELETE FROM identities WHERE (value, kind, contact_id) IN (
  SELECT e.value->>'value', e.value->>'kind', e.value->>'contactId' FROM json_each(?1) e)`;

/** Take identities from their contacts; one that belongs to another contact stays. */
export const removeIdentities = (db: TenantDb, owned: readonly OwnedIdentity[]): Statement[] =>
  jsonParameters(owned).map((list) => statement(db, REMOVE, list));

/** Whether a batch failed because an identity had become somebody's meanwhile: look again, and decide again. */
export const isIdentityConflict = (error: unknown): boolean =>
  violatesUnique(error, "identities.value");
