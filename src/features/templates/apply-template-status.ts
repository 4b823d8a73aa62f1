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

  const after: TemplateRow = { ...row, ...changeOf(row, update) };
  const events = eventsOf(row, after);
  const changed = KEYS.some((key) => row[key] !== after[key]);
  if (!changed) return { statements: [], events: [] };
  const set = {
    status: after.status,
    rejectedReason: after.rejectedReason,
    quality: after.quality,
    category: after.category,
    metaTemplateId: after.metaTemplateId,
    updatedAt: Math.max(ctx.nowMs(), row.updatedAt + 1),
  };
  const write = ctx.db.update(templates).set(set).where(eq(templates.id, row.id));
  return { statements: [toStatement(ctx.db, write)], events };
}

const KEYS = ["status", "rejectedReason", "quality", "category", "metaTemplateId"] as const;

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

function changeOf(
  row: TemplateRow,
  update: TemplateUpdate,
): Pick<TemplateRow, (typeof KEYS)[number]> {
  const status = update.event === null ? row.status : statusOfEvent(update.event);
  return {
    status,
    rejectedReason: status === "rejected" ? (reasonOf(update) ?? row.rejectedReason) : null,
    quality: update.quality?.toLowerCase() ?? row.quality,
    category: categoryOf(update.category) ?? row.category,
    metaTemplateId: update.metaTemplateId,
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
