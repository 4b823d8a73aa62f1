import type { Id } from "#core/ids";
import type { ControlDb } from "#db/control/client";
import { guard, isGuardBroken, statement, type Statement } from "#db/statement";

const CLOSING = "workspace.closing";

/** Whether a batch rolled back because the workspace is not closed, or its end has begun. */
export const isNotClosing = (error: unknown): boolean => isGuardBroken(error, CLOSING);

/** Close a workspace. One that is closed keeps its instant. @param closingAt When it is gone, Unix ms. */
export const beginClosing = (control: ControlDb, id: Id<"tenant">, closingAt: number): Statement =>
  statement(
    control,
    "UPDATE tenants SET closing_at = coalesce(closing_at, ?2) WHERE id = ?1",
    id,
    closingAt,
  );

/** Take it back, while its grace lasts: see `isNotClosing`. */
export const endClosing = (control: ControlDb, id: Id<"tenant">, nowMs: number): Statement[] => [
  guard(
    control,
    CLOSING,
    `EXISTS (SELECT 1 FROM tenants WHERE id = ?1 AND closing_at > ?2)
     AND NOT EXISTS (SELECT 1 FROM closings WHERE tenant_id = ?1)`,
    id,
    nowMs,
  ),
  statement(control, "UPDATE tenants SET closing_at = NULL WHERE id = ?1", id),
];
