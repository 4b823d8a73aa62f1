import { and, desc, eq, inArray, isNull, lt } from "drizzle-orm";

import type { AutomationStatus } from "#core/automation/states";
import { isId, type Id } from "#core/ids";
import { jsonList } from "#db/json-list";
import type { TenantDb } from "#db/tenant/client";
import { automations, automationVersions, media, templates } from "#db/tenant/schema";

export type AutomationRow = typeof automations.$inferSelect;
export type VersionRow = typeof automationVersions.$inferSelect;

export async function findAutomation(db: TenantDb, id: string): Promise<AutomationRow | undefined> {
  if (!isId("automation", id)) return undefined;
  return db.select().from(automations).where(eq(automations.id, id)).get();
}

/** Automations, newest first. */
export const findAutomations = (
  db: TenantDb,
  {
    before,
    limit,
    status,
  }: {
    readonly before: Id<"automation"> | undefined;
    readonly limit: number;
    readonly status: AutomationStatus | undefined;
  },
): Promise<readonly AutomationRow[]> =>
  db
    .select()
    .from(automations)
    .where(
      and(
        before && lt(automations.id, before),
        status === undefined ? undefined : eq(automations.status, status),
      ),
    )
    .orderBy(desc(automations.id))
    .limit(limit)
    .all();

/** A version; undefined when there is none of this number. */
export const findVersion = (
  db: TenantDb,
  id: Id<"automation">,
  n: number,
): Promise<VersionRow | undefined> =>
  db
    .select()
    .from(automationVersions)
    .where(and(eq(automationVersions.automationId, id), eq(automationVersions.n, n)))
    .get();

const VERSIONS_SHOWN = 50;

/** Versions, newest first. */
export const findVersions = (db: TenantDb, id: Id<"automation">): Promise<readonly VersionRow[]> =>
  db
    .select()
    .from(automationVersions)
    .where(eq(automationVersions.automationId, id))
    .orderBy(desc(automationVersions.n))
    .limit(VERSIONS_SHOWN)
    .all();

const COUNTED_MAX = 1_000;

/** Whether a workspace has as many automations as it may. */
export const isFull = async (db: TenantDb): Promise<boolean> =>
  (await db.select({ id: automations.id }).from(automations).limit(COUNTED_MAX).all()).length ===
  COUNTED_MAX;

/** Ids of what is named beyond an automation. */
export interface Named {
  readonly templates: readonly string[];
  readonly media: readonly string[];
  readonly automations: readonly string[];
}

/** Which of the things that are named are there and may be used. */
export async function readNamed(
  db: TenantDb,
  names: Named,
): Promise<{ readonly [K in keyof Named]: ReadonlySet<string> }> {
  const [approved, stored, published] = await db.batch([
    db
      .select({ id: templates.id })
      .from(templates)
      .where(
        and(inArray(templates.id, jsonList(names.templates)), eq(templates.status, "approved")),
      ),
    db
      .select({ id: media.id })
      .from(media)
      .where(
        and(
          inArray(media.id, jsonList(names.media)),
          eq(media.status, "stored"),
          isNull(media.deletedAt),
        ),
      ),
    db
      .select({ id: automations.id })
      .from(automations)
      .where(
        and(
          inArray(automations.id, jsonList(names.automations)),
          eq(automations.status, "published"),
        ),
      ),
  ]);
  const setOf = (rows: readonly { readonly id: string }[]) => new Set(rows.map(({ id }) => id));
  return { templates: setOf(approved), media: setOf(stored), automations: setOf(published) };
}
