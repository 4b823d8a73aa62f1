import type { ContactSelector } from "#core/contact/selector";
import { AppError, notFound } from "#core/errors";
import { FIRST_PLACE } from "#core/privacy/erasure";
import { dueAtMs } from "#core/privacy/requests";
import { findContact } from "#db/tenant/find-contact";
import { retryConflict } from "#db/tenant/retry-conflict";
import { findCluster } from "#features/contacts/index";
import { actAtOnce } from "#features/privacy/act-at-once";
import type { RequestRow } from "#features/privacy/queries";
import type { RequestBody, RequestView } from "#features/privacy/schemas";
import { requestView } from "#features/privacy/view";
import { insertRequest, isErasedAlready } from "#features/privacy/writes";
import { isHeld } from "#features/retention/index";
import { isSuppressedMeanwhile, selectorIn } from "#features/suppressions/index";
import { commit } from "#platform/commit";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";

/**
 * Take up what a person asks for of their data. Erasure and access are done by the machine, an objection and a restriction hold at
 * once, and a correction waits for somebody to make it.
 *
 * @throws AppError `not_found`, `invalid_state` when the person is being erased, or a legal hold is on their data; of `/contact` what a selector refuses.
 */
export async function createRequest(ctx: TenantContext, body: RequestBody): Promise<RequestView> {
  requireScope(ctx, "privacy:write");

  return takeUp(ctx, selectorIn(ctx, body.contact), body);
}

/** What is asked for, whoever it is about. */
type Asked = Omit<RequestBody, "contact">;

/**
 * As {@link createRequest}, of whom a selector names.
 *
 * @throws AppError `not_found`, `invalid_state`.
 */
export const takeUp = (
  ctx: ScopedContext,
  selector: ContactSelector,
  asked: Asked,
): Promise<RequestView> =>
  retryConflict(() => takeUpOnce(ctx, selector, asked), isSuppressedMeanwhile);

async function takeUpOnce(
  ctx: ScopedContext,
  selector: ContactSelector,
  asked: Asked,
): Promise<RequestView> {
  const contact = await findContact(ctx.db, selector);
  if (contact === undefined) throw notFound();
  const row = rowOf(ctx, asked, await findCluster(ctx.db, contact.id), contact.id);
  if (row.kind === "erase" && (await isHeld(ctx, contact.id))) throw heldByLaw();
  const now = await actAtOnce(ctx, row);
  const view = requestView(now.row, ctx.nowMs());
  try {
    await commit(ctx, {
      statements: [...insertRequest(ctx.db, now.row), ...now.statements],
      events: now.events,
      audit: { action: `privacy.${row.kind}`, target: contact.id, changes: { request: row.id } },
      answer: { status: 202, body: view },
    });
  } catch (error) {
    if (!isErasedAlready(error)) throw error;
    throw new AppError("invalid_state", "The person is being erased.");
  }
  await ringFor(ctx, now.row);
  return view;
}

const heldByLaw = (): AppError =>
  new AppError("invalid_state", "A legal hold is on the person's data: release it first.");

const rowOf = (
  ctx: ScopedContext,
  { kind, law, note }: Asked,
  contactIds: RequestRow["contactIds"],
  contactId: RequestRow["contactId"],
): RequestRow => {
  const nowMs = ctx.nowMs();
  return {
    id: ctx.newId("privacyRequest"),
    kind,
    status: kind === "erase" || kind === "access" ? "running" : "open",
    law,
    contactId,
    contactIds,
    actor: `${ctx.actor.kind}:${ctx.actor.id}`,
    note: note ?? null,
    dueAt: dueAtMs(law, nowMs),
    createdAt: nowMs,
    endedAt: null,
    place: kind === "erase" ? FIRST_PLACE : null,
    outcome: null,
    copyEndsAt: null,
  };
};

/** Ring for the job that does what is running. */
export async function ringFor(
  ctx: ScopedContext,
  { id, kind, status }: Pick<RequestRow, "id" | "kind" | "status">,
): Promise<void> {
  if (status !== "running") return;
  const job = kind === "erase" ? "privacy.erase" : "privacy.access";
  await ctx.enqueue({ kind: job, tenantId: ctx.tenant.id, requestId: id });
}
