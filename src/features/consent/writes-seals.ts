import type { ChainHead } from "#core/chain/check-links";
import type { Id } from "#core/ids";
import { guard, isGuardBroken, jsonParameters, statement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import { LEDGER } from "#features/consent/queries-ledger";

/** A row with what seals it. */
export interface Seal {
  readonly seq: number;
  readonly hash: string;
  readonly personalSha256: string | null;
}

const SEALED_TO = "coalesce((SELECT h.seq FROM ledger_heads h WHERE h.ledger = ?1), 0)";

const SALT = `UPDATE consents SET salt = lower(hex(randomblob(16)))
WHERE salt IS NULL AND hash IS NULL AND seq > ${SEALED_TO} AND seq <= ${SEALED_TO} + ?2`;

/** Give a salt to rows that are about to be sealed and were written by a version that gave none. */
export const saltUnsealed = (db: TenantDb, limit: number): Statement =>
  statement(db, SALT, LEDGER, limit);

const SEAL = `UPDATE consents SET hash = e.value->>'hash', personal_sha256 = e.value->>'personalSha256'
FROM json_each(?1) e WHERE consents.seq = e.value->>'seq'`;

const MOVE = `INSERT INTO ledger_heads (ledger, seq, hash, sealed_at) VALUES (?1, ?2, ?3, CAST(?4 AS INTEGER))
ON CONFLICT (ledger) DO UPDATE SET seq = excluded.seq, hash = excluded.hash, sealed_at = excluded.sealed_at`;

const GUARD = "ledger_heads.unmoved";

/**
 * Seal rows behind the head that they were read with, and move it. The batch fails (`isSealedMeanwhile`) when somebody else has
 * sealed since.
 */
export const sealRows = (
  db: TenantDb,
  fromSeq: number,
  { seals, head, nowMs }: { seals: readonly Seal[]; head: ChainHead; nowMs: number },
): Statement[] => [
  guard(db, GUARD, `${SEALED_TO} = ?2`, LEDGER, fromSeq),
  ...jsonParameters(seals).map((list) => statement(db, SEAL, list)),
  statement(db, MOVE, LEDGER, head.seq, head.hash, nowMs),
];

/** Whether a batch failed because another sealer was quicker: the ledger is sealed further than was read. */
export const isSealedMeanwhile = (error: unknown): boolean => isGuardBroken(error, GUARD);

const REDACT = `UPDATE consents SET statement = NULL, source = NULL, subject_ip = NULL, subject_user_agent = NULL,
  recorded_ip = NULL, recorded_user_agent = NULL, salt = NULL
WHERE hash IS NOT NULL AND salt IS NOT NULL AND contact_id IN (SELECT k.value FROM json_each(?1) k)`;

/**
 * Take what is personal out of the sealed acts of contacts, with the salts by which it could be guessed: what was done, when and
 * by what statement's hash stays, and the chain verifies as before. Rows that are not sealed yet are left: seal first.
 */
export const redactConsents = (db: TenantDb, contactIds: readonly Id<"contact">[]): Statement[] =>
  jsonParameters(contactIds).map((list) => statement(db, REDACT, list));
