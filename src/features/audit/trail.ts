import type { Seal } from "#core/audit/sealed-record";
import { genesisOf } from "#core/chain/link";
import type { Statement } from "#db/statement";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

/** A trail of acts and its seals: a workspace's own, or the control plane's. */
export interface Trail {
  /** Whose it is, for the log. */
  readonly of: string;
  readonly db: { readonly $client: D1Database };
  /** The link before its first act. */
  readonly genesis: Seal;
  /** Whether its rows say which workspace they are about. */
  readonly namesWorkspaces: boolean;
  readonly write: (statements: Statement[]) => Promise<unknown>;
}

/** Under which the first link is made. */
export const LEDGER = "audit";

export const workspaceTrail = (ctx: ScopedContext): Trail => ({
  of: ctx.tenant.id,
  db: ctx.db,
  genesis: { seq: 0, hash: genesisOf(LEDGER, ctx.tenant.id) },
  namesWorkspaces: false,
  write: (statements) => commit(ctx, { statements }),
});
