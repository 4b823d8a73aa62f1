/** Mail handed out for one drain: a contiguous run of the mailbox, oldest first. */
export interface Lease {
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly mail: readonly Mail[];
}

/** One `change` of a webhook, as JSON text, or the R2 key (under the tenant's prefix) of one too large for a row. */
export interface Mail {
  readonly seq: number;
  readonly receivedAtMs: number;
  readonly body: string | null;
  readonly r2Key: string | null;
}

export interface NewMail {
  readonly body: string | null;
  readonly r2Key: string | null;
}
