import type { ContactSelector } from "#core/contact/selector";
import { notFound } from "#core/errors";
import { selectorOf } from "#db/tenant/find-contact";
import { retryConflict } from "#db/tenant/retry-conflict";
import { appendConsents } from "#features/consent/append-consents";
import { decideConsent } from "#features/consent/decide-consent";
import { refuseUnknownEvidence } from "#features/consent/evidence";
import { readHead } from "#features/consent/queries";
import type { ConsentBody, ConsentView } from "#features/consent/schemas";
import { consentView } from "#features/consent/view";
import { isLedgerConflict } from "#features/consent/writes";
import { commit } from "#platform/commit";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";

/**
 * Append an act of consent to a contact's ledger.
 *
 * @throws AppError `not_found`, `withdrawn_by_person`, `invalid_request`, `out_of_range`, and a selector's own.
 */
export async function recordConsent(
  ctx: TenantContext,
  selectorText: string,
  body: ConsentBody,
): Promise<ConsentView> {
  requireScope(ctx, "consents:write");
  const selector = selectorOf(selectorText, ctx.tenant.settings.default_country ?? null);
  return retryConflict(() => record(ctx, selector, body), isLedgerConflict);
}

/** Every act takes the ledger's next place, so an act that came between makes the commit fail, and this is decided anew. */
async function record(
  ctx: ScopedContext,
  selector: ContactSelector,
  body: ConsentBody,
): Promise<ConsentView> {
  const { contact, nextSeq } = await readHead(ctx.db, selector);
  if (contact === undefined) throw notFound();
  await refuseUnknownEvidence(ctx, body, "");
  const { entry, head } = decideConsent(contact, body, { nowMs: ctx.nowMs(), pointer: "" });
  const { statements, events, rows } = appendConsents(ctx, [entry], nextSeq);
  const [row] = rows;
  if (row === undefined) throw new Error("one act makes one row");
  const view = consentView({
    ...row,
    seq: nextSeq,
    state: head.state,
    personalSha256: null,
    hash: null,
  });
  await commit(ctx, {
    statements,
    events,
    audit: {
      action: `consent.${body.action}`,
      target: contact.id,
      changes: { purpose: body.purpose, method: body.method, consent: view.id },
    },
    answer: { status: 201, body: view },
  });
  return view;
}
