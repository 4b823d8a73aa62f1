import type { NewEvent } from "#core/event/catalogue";
import { categoryOf, normaliseLanguage, statusOfEvent } from "#core/whatsapp/template-status";
import type { Statement } from "#db/statement";
import { templateChanged } from "#features/templates/events";
import { findTemplateOfMeta, type TemplateRow } from "#features/templates/queries";
import { applyMetaChange, type MetaChange } from "#features/templates/writes";
import type { ScopedContext } from "#platform/context";

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

/**
 * What a webhook about a template changes. Safe to apply twice: what the row already says is not told again.
 *
 * @returns undefined when no template of ours is meant: the caller keeps the change as it came.
 */
export async function applyTemplateStatus(
  ctx: ScopedContext,
  update: TemplateUpdate,
): Promise<
  { readonly statements: readonly Statement[]; readonly events: readonly NewEvent[] } | undefined
> {
  const language = update.language === null ? null : normaliseLanguage(update.language);
  const row = await findTemplateOfMeta(ctx.db, { ...update, language });
  if (row === undefined) return undefined;

  const change = changeOf(row, update);
  const after: TemplateRow = { ...row, ...change };
  if (COLUMNS.every((column) => row[column] === after[column]))
    return { statements: [], events: [] };
  const set = { ...change, updatedAt: Math.max(ctx.nowMs(), row.updatedAt + 1) };
  return {
    statements: [applyMetaChange(ctx.db, row.id, set)],
    events: templateChanged(row, after),
  };
}

const COLUMNS = ["status", "rejectedReason", "quality", "category", "metaTemplateId"] as const;

/** Only the columns that the update speaks of: another update of the same template may be in the same batch. */
function changeOf(row: TemplateRow, update: TemplateUpdate): MetaChange {
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
