import { findUnfiled } from "#features/contacts/queries-search";
import { fileNames } from "#features/contacts/writes-names";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

/** Contacts that one step files. */
const STEP = 500;

/**
 * File contacts that came before names were searched, so that they are found; a job goes on where a step ends. Costs one read
 * that finds nothing once all are filed. Any number of runs may work side by side: what is filed twice writes nothing.
 *
 * @returns Whether there were any.
 */
export async function fileContacts(ctx: ScopedContext): Promise<boolean> {
  const unfiled = await findUnfiled(ctx.db, STEP);
  if (unfiled.length === 0) return false;
  await commit(ctx, { statements: fileNames(ctx.db, unfiled) });
  if (unfiled.length === STEP)
    await ctx.enqueue({ kind: "contacts.file", tenantId: ctx.tenant.id });
  return true;
}
