import { genesisOf } from "#core/chain/link";
import type { ControlDb } from "#db/control/client";
import { LEDGER, type Trail } from "#features/audit/trail";

/** The trail of the whole control plane. Its seals tell of nothing that anybody did: they leave no act of their own. */
export const controlTrail = (ctx: { readonly control: ControlDb }): Trail => ({
  of: "control",
  db: ctx.control,
  genesis: { seq: 0, hash: genesisOf(LEDGER, "control") },
  namesWorkspaces: true,
  write: (statements) => ctx.control.$client.batch(statements),
});
