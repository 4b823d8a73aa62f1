import { and, eq, or } from "drizzle-orm";

import { categoryOf, normaliseLanguage, statusOfEvent } from "#core/whatsapp/template-status";
import { toStatement, type Statement } from "#db/statement";
import type { NewEvent } from "#db/tenant/append-events";
import { templates } from "#db/tenant/schema";
import type { TemplateRow } from "#features/templates/queries";
import { requireScope, type TenantContext } from "#platform/context";

/** What a webhook says of a template; what it does not speak of is null. */
export interface TemplateUpdate {
  readonly wabaId: string | null;
  readonly metaTemplateId: string;
  readonly name: string | null;
  /** With a dash or an underscore: Meta uses both. */
  readonly language: string | null;
  /** Meta's word for the new status, e.g. `APPROVED`. */
  readonly event: string | null;
  readonly reason: string | null;
  readonly quality: string | null;
  readonly category: string | null;
}

/** The statuses of Meta that have an event of their own. The others change the row silently. */
const STATUS_EVENTS: ReadonlySet<string> = new Set(["approved", "rejected", "paused", "disabled"]);

/**
 * What a webhook about a template changes. Safe to apply twice: what the row already says is not told again.
 *
 * A template whose id at Meta is not stored yet is found by its name and language: Meta may judge faster than the answer to
 * our submission arrives.
 *
 * @returns undefined when no template of ours is meant: the caller keeps the change as it came.
 */
export async function applyTemplateStatus(
  ctx: TenantContext,
  update: TemplateUpdate,
): Promise<
  { readonly statements: readonly Statement[]; readonly events: readonly NewEvent[] } | undefined
> {
  requireScope(ctx, "templates:write");

  const row = await findUpdated(ctx, update);
  if (row === undefined) return undefined;

  const change = changeOf(row, update);
  const after: TemplateRow = { ...row, ...change };
  if (COLUMNS.every((column) => row[column] === after[column]))
    return { statements: [], events: [] };
  const write = ctx.db
    .update(templates)
    .set({ ...change, updatedAt: Math.max(ctx.nowMs(), row.updatedAt + 1) })
    .where(eq(templates.id, row.id));
  return { statements: [toStatement(ctx.db, write)], events: eventsOf(row, after) };
}

const COLUMNS = ["status", "rejectedReason", "quality", "category", "metaTemplateId"] as const;

async function findUpdated(
  ctx: TenantContext,
  update: TemplateUpdate,
): Promise<TemplateRow | undefined> {
  const { wabaId, name, language, metaTemplateId } = update;
  const byName =
    wabaId === null || name === null || language === null
      ? undefined
      : and(
          eq(templates.wabaId, wabaId),
          eq(templates.name, name),
          eq(templates.language, normaliseLanguage(language)),
        );
  const rows = await ctx.db
    .select()
    .from(templates)
    .where(or(eq(templates.metaTemplateId, metaTemplateId), byName))
    .all();
  return (
    rows.find((row) => row.metaTemplateId === metaTemplateId) ??
    rows.find((row) => row.metaTemplateId === null)
  );
}

/** Only the columns that the update speaks of: another update of the same template may be in the same batch. */
function changeOf(
  row: TemplateRow,
  update: TemplateUpdate,
): Partial<Pick<TemplateRow, (typeof COLUMNS)[number]>> {
  const status = update.event === null ? undefined : statusOfEvent(update.event);
  const category = categoryOf(update.category);
  return {
    metaTemplateId: update.metaTemplateId,
    ...(status !== undefined && {
      status,
      rejectedReason: status === "rejected" ? (reasonOf(update) ?? row.rejectedReason) : null,
    }),
    ...(update.quality !== null && { quality: update.quality.toLowerCase() }),
    ...(category !== undefined && { category }),
  };
}

const reasonOf = ({ reason }: TemplateUpdate): string | null => (reason === "NONE" ? null : reason);

function eventsOf(before: TemplateRow, after: TemplateRow): NewEvent[] {
  const types = [
    ...(after.status !== before.status && STATUS_EVENTS.has(after.status)
      ? [`template.${after.status}`]
      : []),
    ...(after.quality !== before.quality ? ["template.quality_changed"] : []),
    ...(after.category !== before.category ? ["template.category_changed"] : []),
  ];
  return types.map((type) => ({ type, data: templateEventData(after) }));
}

/** What an event tells of a template. */
export const templateEventData = (row: TemplateRow) => ({
  template_id: row.id,
  waba_id: row.wabaId,
  name: row.name,
  language: row.language,
  category: row.category,
  status: row.status,
  quality: row.quality,
  rejected_reason: row.rejectedReason,
});
