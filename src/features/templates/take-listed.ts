import type { NewEvent } from "#core/event/catalogue";
import type { Id } from "#core/ids";
import { PARAMETER_FORMATS } from "#core/template/states";
import { parseComponents } from "#core/whatsapp/template-components";
import { categoryOf, normaliseLanguage, verdictOf } from "#core/whatsapp/template-status";
import type { Statement } from "#db/statement";
import { changeTold, marksTold } from "#features/templates/apply-template-status";
import { templateFound } from "#features/templates/events";
import { listedUpdate, qualityOf } from "#features/templates/listed-update";
import type { TemplateRow } from "#features/templates/queries";
import { findListed } from "#features/templates/queries-sync";
import { insertTemplate } from "#features/templates/writes";
import { recordChange } from "#features/templates/writes-history";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";
import type { ListedTemplate } from "#platform/meta/graph-templates";

/** Of which account a page is, whose number asked for it, and when, Unix ms. */
interface Asked {
  readonly wabaId: string;
  readonly numberId: Id<"number">;
  readonly atMs: number;
}

/** Take in a page of what Meta lists. Nothing is written for a template of which nothing is new. */
export async function takeListed(
  ctx: ScopedContext,
  listed: readonly ListedTemplate[],
  asked: Asked,
): Promise<void> {
  if (listed.length === 0) return;
  const rows = await findListed(ctx.db, asked.wabaId, listed);
  const statements: Statement[] = [];
  const events: NewEvent[] = [];
  for (const one of listed) {
    const language = normaliseLanguage(one.language);
    const known =
      rows.find(({ metaTemplateId }) => metaTemplateId === one.id) ??
      rows.find((row) => row.name === one.name && row.language === language);
    const taken =
      known === undefined
        ? found(ctx, one, asked)
        : changeTold(ctx, known, listedUpdate(one, asked), "found");
    statements.push(...taken.statements);
    events.push(...taken.events);
  }
  if (statements.length > 0) await commit(ctx, { statements, events });
}

/** A template that was made elsewhere. */
function found(ctx: ScopedContext, listed: ListedTemplate, asked: Asked) {
  const nowMs = ctx.nowMs();
  const row: TemplateRow = {
    id: ctx.newId("template"),
    wabaId: asked.wabaId,
    numberId: asked.numberId,
    name: listed.name,
    language: normaliseLanguage(listed.language),
    // A category that Meta has invented since needs a grant.
    category: categoryOf(listed.category) ?? "MARKETING",
    parameterFormat: formatOf(listed),
    components: parseComponents(listed.components),
    status: statusOf(listed),
    metaTemplateId: listed.id,
    quality: qualityOf(listed)?.toLowerCase() ?? null,
    rejectedReason: statusOf(listed) === "rejected" ? listed.rejectedReason : null,
    pausedUntil: null,
    marks: marksTold(listed.status, asked.atMs),
    archivedAt: null,
    optOutButtons: [],
    createdAt: nowMs,
    updatedAt: nowMs,
  };
  return {
    statements: [
      insertTemplate(ctx.db, row),
      ...recordChange(ctx.db, { act: "found", atMs: asked.atMs, before: null, after: row }),
    ],
    events: [templateFound(row)],
  };
}

const formatOf = ({ parameterFormat }: ListedTemplate): TemplateRow["parameterFormat"] =>
  PARAMETER_FORMATS.find((known) => known === parameterFormat?.toUpperCase()) ?? "POSITIONAL";

/** A mark is that of an approved one; a word that Meta has invented since is not sent. */
function statusOf({ status }: ListedTemplate): TemplateRow["status"] {
  const verdict = verdictOf(status);
  return verdict?.status ?? (verdict?.marks === undefined ? "pending" : "approved");
}
