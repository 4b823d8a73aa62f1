import { alertSubscriptions } from "#db/control/schema";
import { toStatement } from "#db/statement";
import { findKinds } from "#features/alerts/queries-readers";
import type { MyAlerts } from "#features/alerts/schemas";
import { commitControl } from "#platform/commit-control";
import type { PersonContext } from "#platform/person";

/** Of which kinds the caller gets letters, in this workspace. */
export async function getMyAlerts(ctx: PersonContext): Promise<MyAlerts> {
  const who = { tenantId: ctx.tenant.id, userId: ctx.actor.id };
  return { kinds: [...(await findKinds(ctx.control, who))] };
}

/** Choose them. */
export async function setMyAlerts(ctx: PersonContext, { kinds }: MyAlerts): Promise<MyAlerts> {
  const chosen = { kinds: [...new Set(kinds)] };
  const row = {
    tenantId: ctx.tenant.id,
    userId: ctx.actor.id,
    kinds: chosen.kinds,
    updatedAt: ctx.nowMs(),
  };
  await commitControl(ctx, {
    statements: [
      toStatement(
        ctx.control,
        ctx.control
          .insert(alertSubscriptions)
          .values(row)
          .onConflictDoUpdate({
            target: [alertSubscriptions.tenantId, alertSubscriptions.userId],
            set: { kinds: row.kinds, updatedAt: row.updatedAt },
          }),
      ),
    ],
    audit: { action: "alerts.choose", target: ctx.actor.id, changes: chosen },
    answer: { status: 200, body: chosen },
  });
  return chosen;
}
