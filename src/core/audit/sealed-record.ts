import type { CanonicalValue } from "#core/chain/canonical-json";
import { digestOf, linkOf } from "#core/chain/link";

/** A row of the audit trail as the database holds it. */
export interface AuditRecord {
  readonly seq: number;
  readonly id: string;
  /** Unix ms. */
  readonly at: number;
  /** Of the control plane's trail alone, which has acts of all workspaces and of none. */
  readonly tenantId?: string | null;
  readonly actorKind: string;
  readonly actorId: string | null;
  readonly action: string;
  readonly target: string | null;
  readonly requestId: string;
  readonly outcome: string;
  /** JSON, as it is stored. */
  readonly changes: string | null;
  readonly ip: string | null;
  readonly userAgent: string | null;
  /** Random, hex: of a short value like an IP address the digest alone would tell it. Null once the addresses are taken out. */
  readonly salt: string | null;
  /** The digest of the addresses that were taken out; null as long as they are there. */
  readonly addressesSha256: string | null;
}

/** IP address and User-Agent go earlier than the rest: they enter the chain as a salted digest alone. 64 hex digits. */
export const addressesDigest = (row: AuditRecord): string | null =>
  row.salt === null
    ? row.addressesSha256
    : digestOf({ salt: row.salt, ip: row.ip, user_agent: row.userAgent });

const recordOf = (row: AuditRecord) =>
  ({
    seq: row.seq,
    id: row.id,
    at: row.at,
    actor: [row.actorKind, row.actorId],
    ...(row.tenantId === undefined ? {} : { tenant_id: row.tenantId }),
    action: row.action,
    target: row.target,
    request_id: row.requestId,
    outcome: row.outcome,
    changes: row.changes,
    addresses_sha256: addressesDigest(row),
  }) satisfies CanonicalValue;

/** The link behind the last row of a sealed stretch. */
export interface Seal {
  readonly seq: number;
  /** Hex. */
  readonly hash: string;
}

/** Where a walk along the trail ends: at the last row, or before one that is not what it should be. */
export interface Walked {
  /** The link behind the last row that follows its neighbour; where the walk began when none does. */
  readonly reached: Seal;
  /** A place where a row is missing, or holds addresses beside the digest of those that were taken out. */
  readonly broken: number | null;
}

/** Follow rows from a link, in order and without a gap. */
export function walk(from: Seal, rows: readonly AuditRecord[]): Walked {
  let { seq, hash } = from;
  for (const row of rows) {
    if (row.seq !== seq + 1 || isHalfTaken(row)) return { reached: { seq, hash }, broken: seq + 1 };
    seq = row.seq;
    hash = linkOf(hash, digestOf(recordOf(row)));
  }
  return { reached: { seq, hash }, broken: null };
}

const isHalfTaken = (row: AuditRecord): boolean =>
  row.salt === null && (row.ip !== null || row.userAgent !== null);
