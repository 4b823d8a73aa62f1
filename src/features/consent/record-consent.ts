import type { ContactSelector } from "#core/contact/selector";
import { notFound } from "#core/errors";
import type { NewEvent } from "#core/event/catalogue";
import type { Id } from "#core/ids";
import type { Statement } from "#db/statement";
import { selectorOf, type ContactRow } from "#db/tenant/find-contact";
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

  return recordAct(ctx, selectorText, body);
}

/** A message that goes out with an act, in the same commit. */
export interface Accompanying {
  /** Null when there is none. */
  readonly messageId: Id<"message"> | null;
  readonly statements: readonly Statement[];
  readonly events: readonly NewEvent[];
  /** Call it behind the commit. */
  readonly settled: () => Promise<void>;
}

const alone = async (): Promise<Accompanying> => ({
  messageId: null,
  statements: [],
  events: [],
  settled: async () => {},
});

type Accompany = (contact: ContactRow, consentId: Id<"consent">) => Promise<Accompanying>;

/** As {@link recordConsent}, for a caller whose scope was asked for. @param accompany Decides on what goes out with the act. */
export const recordAct = (
  ctx: ScopedContext,
  selectorText: string,
  body: ConsentBody,
  accompany: Accompany = alone,
): Promise<ConsentView> => {
  const selector = selectorOf(selectorText, ctx.tenant.settings.default_country ?? null);
  return retryConflict(() => record(ctx, selector, { body, accompany }), isLedgerConflict);
};

/** Every act takes the ledger's next place, so an act that came between makes the commit fail, and this is decided anew. */
async function record(
  ctx: ScopedContext,
  selector: ContactSelector,
  { body, accompany }: { readonly body: ConsentBody; readonly accompany: Accompany },
): Promise<ConsentView> {
  const { contact, nextSeq } = await readHead(ctx.db, selector);
  if (contact === undefined) throw notFound();
  await refuseUnknownEvidence(ctx, body, "");
  const { entry, head } = decideConsent(contact, body, { nowMs: ctx.nowMs(), pointer: "" });
  const id = ctx.newId("consent");
  const message = await accompany(contact, id);
  const { statements, events, rows } = appendConsents(
    ctx,
    [{ ...entry, id, messageId: message.messageId }],
    nextSeq,
  );
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
    statements: [...message.statements, ...statements],
    events: [...message.events, ...events],
    audit: {
      action: `consent.${body.action}`,
      target: contact.id,
      changes: { purpose: body.purpose, method: body.method, consent: view.id },
    },
    answer: { status: 201, body: view },
  });
  await message.settled();
  return view;
}
