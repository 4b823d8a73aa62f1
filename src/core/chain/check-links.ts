import { linkOf } from "#core/chain/link";

/** How far a ledger is sealed. */
export interface ChainHead {
  readonly seq: number;
  /** Hex; of `seq` 0 the genesis. */
  readonly hash: string;
}

/** Why a row is not what was sealed. */
export const CHAIN_FAULTS = [
  "missing_row",
  "statement_changed",
  "personal_data_changed",
  "record_changed",
  "head_changed",
] as const;
export type ChainFault = (typeof CHAIN_FAULTS)[number];

/** A row of a ledger as it is checked. */
export interface ChainRow {
  readonly seq: number;
  /** Of the record as it is now. */
  readonly digest: string;
  /** The link that it was sealed with; null while it is not. */
  readonly hash: string | null;
  /** What is wrong with the row by itself, whatever stands before it. */
  readonly fault: ChainFault | null;
}

/** Up to where rows are as they were sealed, and the first that is not. */
export interface CheckedLinks {
  readonly head: ChainHead;
  readonly firstInvalid: { readonly seq: number; readonly reason: ChainFault } | null;
}

/**
 * Follow the links of sealed rows, in order and without a gap, from a link that is trusted.
 *
 * @param rows Those behind `from`, by their sequence. Rows that are not sealed yet do not belong here.
 */
export function checkLinks(from: ChainHead, rows: readonly ChainRow[]): CheckedLinks {
  let head = from;
  for (const row of rows) {
    const seq = head.seq + 1;
    const hash = linkOf(head.hash, row.digest);
    const reason = row.seq === seq ? (row.fault ?? faultOfLink(hash, row)) : "missing_row";
    if (reason !== null) return { head, firstInvalid: { seq, reason } };
    head = { seq, hash };
  }
  return { head, firstInvalid: null };
}

const faultOfLink = (hash: string, row: ChainRow): ChainFault | null =>
  row.hash === hash ? null : "record_changed";
