import { AppError } from "#core/errors";
import { editableFrom, EDITABLE_STATUSES } from "#core/template/edit-limit";
import { marksOn } from "#core/template/marks";
import { metaComponents } from "#core/whatsapp/template-components";
import { lintTemplate } from "#core/whatsapp/template-lint";
import { refusedCall } from "#features/numbers/index";
import { templateSubmitted } from "#features/templates/events";
import { withHandles } from "#features/templates/header-handles";
import { requireNumberOfAccount } from "#features/templates/number-of-account";
import { findCampaignUsing, type TemplateRow } from "#features/templates/queries";
import { editsOf } from "#features/templates/queries-history";
import { requireNoErrors } from "#features/templates/require-template";
import { templateView } from "#features/templates/view";
import { claimTemplate, giveBackEdit, recordEdit } from "#features/templates/writes";
import { recordChange } from "#features/templates/writes-history";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";
import { graphOf, type GraphReply } from "#platform/meta/graph";

/**
 * Change a template that Meta has: it is reviewed again. The row is `pending` before Meta is called, so of two edits at once only one
 * calls; it is what it was when Meta refuses or cannot be reached.
 *
 * @param after The row as it shall be; its name, language and parameter format are those of `row`.
 * @throws AppError `invalid_state`, `edit_limit`, `template_in_use`, `lint_failed`, `number_needs_reauth`, `number_paused`,
 *   `meta_error`.
 */
export async function editAtMeta(
  ctx: ScopedContext,
  row: TemplateRow,
  after: TemplateRow,
): Promise<TemplateRow> {
  const metaTemplateId = await requireEditable(ctx, row, after);
  const number = await requireNumberOfAccount(ctx, row);
  const graph = await graphOf(ctx, number);
  const components = await withHandles(ctx, { graph, number, components: after.components });
  const claimedAt = Math.max(ctx.nowMs(), row.updatedAt + 1);
  const { results } = await commit(ctx, { statements: [claimTemplate(ctx.db, row, claimedAt)] });
  if (results[0]?.meta.changes !== 1)
    throw new AppError("precondition_failed", "The template has changed since you read it.");
  const asOfMs = ctx.nowMs();
  const reply = await graph.editTemplate(metaTemplateId, {
    ...(after.category !== row.category && { category: after.category }),
    components: metaComponents(components),
  });
  if (reply.type !== "ok") {
    await commit(ctx, { statements: [giveBackEdit(ctx.db, row, claimedAt)] });
    throw isLimit(reply)
      ? limitReached(null)
      : await refusedCall(ctx, reply, { number, asOfMs, refusedAs: "lint_failed" });
  }
  return record(ctx, row, { ...after, status: "pending", updatedAt: claimedAt + 1 });
}

async function record(
  ctx: ScopedContext,
  before: TemplateRow,
  after: TemplateRow,
): Promise<TemplateRow> {
  await commit(ctx, {
    statements: [
      recordEdit(ctx.db, after),
      ...recordChange(ctx.db, { act: "edited", atMs: ctx.nowMs(), before, after }),
    ],
    events: [templateSubmitted(after)],
    audit: { action: "template.edit", target: after.id },
    answer: { status: 200, body: templateView(after) },
  });
  return after;
}

/** What Meta keeps of a template for good. */
const KEPT = ["name", "language", "parameterFormat"] as const;

/** @returns Meta's id of the template. */
async function requireEditable(
  ctx: ScopedContext,
  row: TemplateRow,
  after: TemplateRow,
): Promise<string> {
  if (marksOn(row.marks).includes("locked"))
    throw new AppError("invalid_state", "Meta has locked the template: it cannot be edited.");
  if (!EDITABLE_STATUSES.includes(row.status) || row.metaTemplateId === null)
    throw new AppError("invalid_state", `A template that is ${row.status} cannot be changed.`);
  if (KEPT.some((member) => after[member] !== row[member]))
    throw new AppError("invalid_state", "Meta keeps name, language and format: duplicate it.");
  if (row.status === "approved" && after.category !== row.category)
    throw new AppError("invalid_state", "Meta keeps the category of an approved template.");
  requireNoErrors(lintTemplate(after));
  const user = await findCampaignUsing(ctx.db, row.id);
  if (user !== undefined)
    throw new AppError("template_in_use", `The campaign ${user} uses this template.`);
  const fromMs =
    row.status === "approved"
      ? editableFrom(await editsOf(ctx.db, row.id, ctx.nowMs()), ctx.nowMs())
      : null;
  if (fromMs !== null) throw limitReached(fromMs);
  return row.metaTemplateId;
}

/** Meta's word for too many edits, or for one that is under review. */
const CANNOT_BE_CHANGED = 2_388_039;

const isLimit = (reply: GraphReply<unknown>): boolean =>
  reply.type === "refused" && reply.error.subcode === CANNOT_BE_CHANGED;

const limitReached = (fromMs: number | null): AppError =>
  new AppError(
    "edit_limit",
    "An approved template is edited once in 24 hours and ten times in 30 days" +
      (fromMs === null ? "." : `: again from ${new Date(fromMs).toISOString()}.`),
  );
