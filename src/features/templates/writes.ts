import { and, eq, isNull, lte, sql } from "drizzle-orm";

import type { Id } from "#core/ids";
import type { TemplateMarks } from "#core/template/marks";
import type { RefusedTemplate } from "#core/whatsapp/error-action";
import {
  guard,
  isGuardBroken,
  statement,
  toStatement,
  violatesUnique,
  type Statement,
} from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import { templates } from "#db/tenant/schema";
import { isLeftPending, type TemplateRow } from "#features/templates/queries";

/** A new draft. The batch fails (`isNameTaken`) when the account has one of this name and language. */
export const insertTemplate = (db: TenantDb, row: TemplateRow): Statement =>
  toStatement(db, db.insert(templates).values(row));

const DRAFT_GUARD = "templates.draft";

/**
 * Write what callers may set of a draft. The batch rolls back when it is no draft any more or has changed since `before` was
 * read (`isDraftChanged`), and like {@link insertTemplate}.
 */
export const updateDraft = (
  db: TenantDb,
  before: Pick<TemplateRow, "id" | "updatedAt">,
  set: Pick<
    TemplateRow,
    | "name"
    | "language"
    | "category"
    | "parameterFormat"
    | "components"
    | "optOutButtons"
    | "updatedAt"
  >,
): Statement[] => {
  const { name, language, category, parameterFormat, components, optOutButtons, updatedAt } = set;
  return [
    guard(
      db,
      DRAFT_GUARD,
      "EXISTS (SELECT 1 FROM templates WHERE id = ?1 AND updated_at = ?2 AND status = 'draft')",
      before.id,
      before.updatedAt,
    ),
    toStatement(
      db,
      db
        .update(templates)
        .set({ name, language, category, parameterFormat, components, optOutButtons, updatedAt })
        .where(eq(templates.id, before.id)),
    ),
  ];
};

/** Whether {@link updateDraft} met another draft than the caller knew. */
export const isDraftChanged = (error: unknown): boolean => isGuardBroken(error, DRAFT_GUARD);

const AS_READ_GUARD = "templates.as_read";

/** Write which buttons stop marketing. The batch rolls back when the template has changed since `before` was read (`isTemplateChanged`). */
export const markButtons = (
  db: TenantDb,
  before: Pick<TemplateRow, "id" | "updatedAt">,
  { optOutButtons, updatedAt }: Pick<TemplateRow, "optOutButtons" | "updatedAt">,
): Statement[] => [
  guard(
    db,
    AS_READ_GUARD,
    "EXISTS (SELECT 1 FROM templates WHERE id = ?1 AND updated_at = ?2)",
    before.id,
    before.updatedAt,
  ),
  toStatement(
    db,
    db.update(templates).set({ optOutButtons, updatedAt }).where(eq(templates.id, before.id)),
  ),
];

/** Whether {@link markButtons} met another template than the caller knew. */
export const isTemplateChanged = (error: unknown): boolean => isGuardBroken(error, AS_READ_GUARD);

/** Whether a write failed because the account has a template of this name and language. */
export const isNameTaken = (error: unknown): boolean => violatesUnique(error, "templates.waba_id");

export const deleteTemplateRow = (db: TenantDb, id: Id<"template">): Statement =>
  toStatement(db, db.delete(templates).where(eq(templates.id, id)));

/** Keep which buttons of a template that is deleted stop marketing: people still have messages with them. */
export const keepOptOutButtons = (
  db: TenantDb,
  {
    id,
    optOutButtons,
    metaTemplateId,
  }: Pick<TemplateRow, "id" | "optOutButtons" | "metaTemplateId">,
): Statement[] =>
  optOutButtons.length === 0 || metaTemplateId === null
    ? []
    : [
        statement(
          db,
          "INSERT INTO gone_opt_out_buttons (template_id, texts) VALUES (?1, ?2)",
          id,
          JSON.stringify(optOutButtons),
        ),
      ];

/** A draft again, unless Meta has said something of it meanwhile. */
export const giveBackDraft = (db: TenantDb, id: Id<"template">): Statement =>
  toStatement(
    db,
    db
      .update(templates)
      .set({ status: "draft" })
      .where(
        and(
          eq(templates.id, id),
          eq(templates.status, "pending"),
          isNull(templates.metaTemplateId),
        ),
      ),
  );

/**
 * Make a template pending, as the one call that may submit or edit it. Changes no row when it is not as `row` says any more: then
 * another call was faster.
 */
export const claimTemplate = (
  db: TenantDb,
  row: Pick<TemplateRow, "id" | "status" | "updatedAt">,
  updatedAt: number,
): Statement =>
  toStatement(
    db,
    db
      .update(templates)
      .set({ status: "pending", updatedAt })
      .where(
        and(
          eq(templates.id, row.id),
          eq(templates.status, row.status),
          eq(templates.updatedAt, row.updatedAt),
        ),
      ),
  );

/** What it was before {@link claimTemplate}, unless something has changed meanwhile. */
export const giveBackEdit = (
  db: TenantDb,
  row: Pick<TemplateRow, "id" | "status">,
  claimedAt: number,
): Statement =>
  toStatement(
    db,
    db
      .update(templates)
      .set({ status: row.status })
      .where(
        and(
          eq(templates.id, row.id),
          eq(templates.status, "pending"),
          eq(templates.updatedAt, claimedAt),
        ),
      ),
  );

/** What Meta took of an edit. A status that its webhook brought meanwhile stays. */
export const recordEdit = (
  db: TenantDb,
  after: Pick<TemplateRow, "id" | "category" | "components" | "optOutButtons" | "updatedAt">,
): Statement =>
  toStatement(
    db,
    db
      .update(templates)
      .set({
        category: after.category,
        components: after.components,
        optOutButtons: after.optOutButtons,
        updatedAt: sql`max(${templates.updatedAt} + 1, ${after.updatedAt})`,
      })
      .where(eq(templates.id, after.id)),
  );

/** Put away, or not any more. */
export const setArchived = (
  db: TenantDb,
  { id, archivedAt, updatedAt }: Pick<TemplateRow, "id" | "archivedAt" | "updatedAt">,
): Statement =>
  toStatement(db, db.update(templates).set({ archivedAt, updatedAt }).where(eq(templates.id, id)));

/** Meta's list does not hold it; unless it has changed since `before` was read. */
export const missTemplate = (
  db: TenantDb,
  before: Pick<TemplateRow, "id" | "updatedAt">,
  nowMs: number,
): Statement =>
  toStatement(
    db,
    db
      .update(templates)
      .set({
        status: "missing_upstream",
        pausedUntil: null,
        updatedAt: sql`max(${templates.updatedAt} + 1, ${nowMs})`,
      })
      .where(and(eq(templates.id, before.id), eq(templates.updatedAt, before.updatedAt))),
  );

/** {@link giveBackDraft} for all that were claimed up to an instant, Unix ms. */
export const giveBackLeft = (db: TenantDb, claimedUntilMs: number): Statement =>
  toStatement(
    db,
    db.update(templates).set({ status: "draft" }).where(isLeftPending(claimedUntilMs)),
  );

/** What Meta's answer to a submission says. Its webhook may have come first: a status that it brought stays. */
export const recordSubmission = (db: TenantDb, after: TemplateRow): Statement =>
  toStatement(
    db,
    db
      .update(templates)
      .set({
        status: sql`CASE WHEN ${templates.status} = 'pending' THEN ${after.status} ELSE ${templates.status} END`,
        category: after.category,
        metaTemplateId: after.metaTemplateId,
        updatedAt: sql`max(${templates.updatedAt} + 1, ${after.updatedAt})`,
      })
      .where(eq(templates.id, after.id)),
  );

/** What Meta may change of a template. */
export type MetaChange = Partial<
  Pick<
    TemplateRow,
    | "status"
    | "rejectedReason"
    | "pausedUntil"
    | "quality"
    | "category"
    | "metaTemplateId"
    | "components"
    | "optOutButtons"
  >
>;

/** @param said Of which subjects Meta spoke, and when; its words on others stay. */
export const applyMetaChange = (
  db: TenantDb,
  id: Id<"template">,
  { said, ...set }: MetaChange & Pick<TemplateRow, "updatedAt"> & { readonly said: TemplateMarks },
): Statement =>
  toStatement(
    db,
    db
      .update(templates)
      .set({ ...set, marks: sql`json_patch(${templates.marks}, ${JSON.stringify(said)})` })
      .where(eq(templates.id, id)),
  );

/** Meta refused a message for its template: it is sent no more. One that changed after `asOfMs` is not what was refused. */
export const refuseTemplate = (
  db: TenantDb,
  id: Id<"template">,
  {
    status,
    asOfMs,
    nowMs,
  }: { readonly status: RefusedTemplate; readonly asOfMs: number; readonly nowMs: number },
): Statement =>
  toStatement(
    db,
    db
      .update(templates)
      .set({ status, updatedAt: sql`max(${templates.updatedAt} + 1, ${nowMs})` })
      .where(
        and(
          eq(templates.id, id),
          eq(templates.status, "approved"),
          lte(templates.updatedAt, asOfMs),
        ),
      ),
  );
