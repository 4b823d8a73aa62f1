import { and, desc, eq, isNull, lt } from "drizzle-orm";

import type { Id } from "#core/ids";
import type { ControlDb } from "#db/control/client";
import { apiKeys } from "#db/control/schema";
import { toStatement, type Statement } from "#db/statement";

export type ApiKeyRow = typeof apiKeys.$inferSelect;

/** A workspace's key that was not revoked. */
const standing = (tenantId: Id<"tenant">, id: Id<"apiKey">) =>
  and(eq(apiKeys.id, id), eq(apiKeys.tenantId, tenantId), isNull(apiKeys.revokedAt));

export const findApiKey = (
  control: ControlDb,
  tenantId: Id<"tenant">,
  id: Id<"apiKey">,
): Promise<ApiKeyRow | undefined> =>
  control.select().from(apiKeys).where(standing(tenantId, id)).get();

/** Newest first, below `before` when it is given. Revoked keys are left out. */
export const pageOfApiKeys = (
  control: ControlDb,
  page: {
    readonly tenantId: Id<"tenant">;
    readonly before: Id<"apiKey"> | undefined;
    readonly limit: number;
  },
): Promise<ApiKeyRow[]> =>
  control
    .select()
    .from(apiKeys)
    .where(
      and(
        eq(apiKeys.tenantId, page.tenantId),
        isNull(apiKeys.revokedAt),
        page.before === undefined ? undefined : lt(apiKeys.id, page.before),
      ),
    )
    .orderBy(desc(apiKeys.id))
    .limit(page.limit);

export const insertApiKey = (control: ControlDb, row: ApiKeyRow): Statement =>
  toStatement(control, control.insert(apiKeys).values(row));

/** Change a key that still stands; `meta.changes` is 0 when it was revoked meanwhile. */
export const updateApiKey = (
  control: ControlDb,
  row: Pick<ApiKeyRow, "id" | "tenantId">,
  change: Partial<Pick<ApiKeyRow, "secretHash" | "formerHash" | "formerUntil" | "revokedAt">>,
): Statement =>
  toStatement(control, control.update(apiKeys).set(change).where(standing(row.tenantId, row.id)));
