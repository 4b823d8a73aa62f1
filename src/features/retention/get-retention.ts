import { readRetention } from "#features/retention/queries";
import type { RetentionView } from "#features/retention/schemas";
import { retentionView } from "#features/retention/view";
import { requireScope, type TenantContext } from "#platform/context";

/** What is kept how long, what was swept last, and what is held. */
export async function getRetention(ctx: TenantContext): Promise<RetentionView> {
  requireScope(ctx, "privacy:read");

  return retentionView(await readRetention(ctx.db));
}
