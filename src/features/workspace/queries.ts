import { eq } from "drizzle-orm";

import { notFound } from "#core/errors";
import { tenants } from "#db/control/schema";
import type { ScopedWorkspaceContext } from "#platform/context";

export type WorkspaceRow = typeof tenants.$inferSelect;

/** The caller's own workspace as it is now; the context's record may be half a minute old. */
export const readWorkspace = async ({
  control,
  tenant,
}: ScopedWorkspaceContext): Promise<WorkspaceRow> => {
  const row = await control.select().from(tenants).where(eq(tenants.id, tenant.id)).get();
  if (row === undefined) throw notFound();
  return row;
};
