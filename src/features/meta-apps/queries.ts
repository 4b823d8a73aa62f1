import { and, desc, eq, lt, or } from "drizzle-orm";

import type { Id } from "#core/ids";
import type { ControlDb } from "#db/control/client";
import { metaApps } from "#db/control/schema";

export type MetaAppRow = typeof metaApps.$inferSelect;

/** An app, whosever it is. */
export const findAnyMetaApp = (
  control: ControlDb,
  appId: string,
): Promise<MetaAppRow | undefined> =>
  control.select().from(metaApps).where(eq(metaApps.appId, appId)).get();

/** An app of a workspace. */
export const findMetaApp = (
  control: ControlDb,
  tenantId: Id<"tenant">,
  appId: string,
): Promise<MetaAppRow | undefined> =>
  control
    .select()
    .from(metaApps)
    .where(and(eq(metaApps.appId, appId), eq(metaApps.tenantId, tenantId)))
    .get();

/** A workspace's apps, newest first, behind a position when it is given. */
export const pageOfMetaApps = (
  control: ControlDb,
  page: {
    readonly tenantId: Id<"tenant">;
    readonly before: Pick<MetaAppRow, "createdAt" | "appId"> | undefined;
    readonly limit: number;
  },
): Promise<MetaAppRow[]> =>
  control
    .select()
    .from(metaApps)
    .where(
      and(
        eq(metaApps.tenantId, page.tenantId),
        page.before === undefined
          ? undefined
          : or(
              lt(metaApps.createdAt, page.before.createdAt),
              and(
                eq(metaApps.createdAt, page.before.createdAt),
                lt(metaApps.appId, page.before.appId),
              ),
            ),
      ),
    )
    .orderBy(desc(metaApps.createdAt), desc(metaApps.appId))
    .limit(page.limit);
