import { and, eq, or } from "drizzle-orm";

import type { TemplateUpdate } from "#core/whatsapp/template-update";
import { toStatement, type Statement } from "#db/statement";
import type { NewEvent } from "#db/tenant/append-events";
import { templates } from "#db/tenant/schema";
import type { TemplateRow } from "#features/templates/queries";
import { requireScope, type TenantContext } from "#platform/context";

/** The statuses of Meta that have an event of their own. The others change the row silently. */
const STATUS_EVENTS: ReadonlySet<string> = new Set(["approved", "rejected", "paused", "disabled"]);

/**
 * What a webhook about a template changes. Safe to apply twice: a status that the row already has tells nothing again.
 *
 * A template whose id at Meta is not stored yet is found by its name and language: Meta may judge faster than the answer to
 * our submission arrives.
 *
 * @param update As `parseTemplateUpdate` read it, and the account the webhook came for.
 * @returns undefined when no template of ours is meant: the caller keeps the change as it came.
 */
export async function applyTemplateStatus(
  ctx: TenantContext,
  update: TemplateUpdate & { readonly wabaId: string },
): Promise<
  { readonly statements: readonly Statement[]; readonly events: readonly NewEvent[] } | undefined
> {
  requireScope(ctx, "templates:write");

  const row = await findUpdated(ctx, update);
  if (row === undefined) return undefined;

  const change = changeOf(row, update);
  const changed = Object.entries(change.set).some(
    ([key, value]) => row[key as keyof TemplateRow] !== value,
  );
  if (!changed && row.metaTemplateId === update.metaTemplateId)
    return { statements: [], events: [] };
  return {
    statements: [
      toStatement(
        ctx.db,
        ctx.db
          .update(templates)
          .set({
            ...change.set,
            metaTemplateId: update.metaTemplateId,
            updatedAt: Math.max(ctx.nowMs(), row.updatedAt + 1),
          })
          .where(eq(templates.id, row.id)),
      ),
    ],
    events:
      changed && change.event !== undefined
        ? [{ type: change.event, data: eventData(row, change.set) }]
        : [],
  };
}

async function findUpdated(
  ctx: TenantContext,
  update: TemplateUpdate & { readonly wabaId: string },
): Promise<TemplateRow | undefined> {
  const byName =
    update.name === null || update.language === null
      ? undefined
      : and(
          eq(templates.wabaId, update.wabaId),
          eq(templates.name, update.name),
          eq(templates.language, update.language),
        );
  const rows = await ctx.db
    .select()
    .from(templates)
    .where(or(eq(templates.metaTemplateId, update.metaTemplateId), byName))
    .all();
  return (
    rows.find((row) => row.metaTemplateId === update.metaTemplateId) ??
    rows.find((row) => row.metaTemplateId === null)
  );
}

interface Change {
  readonly set: Partial<Pick<TemplateRow, "status" | "rejectedReason" | "quality" | "category">>;
  readonly event: string | undefined;
}

function changeOf(row: TemplateRow, update: TemplateUpdate): Change {
  switch (update.kind) {
    case "status":
      return {
        set: {
          status: update.status,
          rejectedReason:
            update.status === "rejected" ? (update.reason ?? row.rejectedReason) : null,
        },
        event: STATUS_EVENTS.has(update.status) ? `template.${update.status}` : undefined,
      };
    case "quality":
      return { set: { quality: update.quality }, event: "template.quality_changed" };
    case "category":
      return { set: { category: update.category }, event: "template.category_changed" };
  }
}

const eventData = (row: TemplateRow, set: Change["set"]) => ({
  template_id: row.id,
  waba_id: row.wabaId,
  name: row.name,
  language: row.language,
  category: set.category ?? row.category,
  status: set.status ?? row.status,
  quality: set.quality ?? row.quality,
  reason: set.rejectedReason ?? null,
});
