import { showsStatement } from "#core/consent/confirm-request";
import { hasWithdrawn } from "#core/consent/person-act";
import { AppError, fieldError } from "#core/errors";
import type { ContactRow } from "#db/tenant/find-contact";
import { askingMessage, type Asking } from "#features/consent-requests/asking-message";
import type { Confirm, RecordConsentBody } from "#features/consent-requests/schemas";
import {
  recordAct,
  recordConsent,
  type Accompanying,
  type ConsentView,
} from "#features/consent/index";
import { planMessage, type PlannedMessage } from "#features/messages/index";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";

/**
 * Append an act of consent to a contact's ledger; a request with `confirm` is sent to the person as well, in the same commit. Who
 * taps its button has granted, and the drain enters that.
 *
 * The message is not marketing and needs no grant: it names no offer, and asks once whether offers may come. After the person's own
 * withdrawal it is sent in reply to a message of theirs alone, within the window that this opened, and never by a template: to
 * come back to somebody who said no is to advertise.
 *
 * @throws AppError as `recordConsent`; with `confirm` also `window_closed`, `withdrawn_by_person` when only a template could be
 *   sent, `template_not_sendable`, `purpose_mismatch`, and every refusal of `planMessage`.
 */
export async function requestConsent(
  ctx: TenantContext,
  selectorText: string,
  { confirm, ...body }: RecordConsentBody,
): Promise<ConsentView> {
  requireScope(ctx, "consents:write");
  if (confirm === undefined) return recordConsent(ctx, selectorText, body);
  requireScope(ctx, "messages:send");

  return recordAct(ctx, selectorText, body, (contact, consentId) =>
    ask(ctx, contact, { contactId: contact.id, consentId, body, confirm }),
  );
}

async function ask(ctx: ScopedContext, contact: ContactRow, asking: Asking): Promise<Accompanying> {
  const isOut = hasWithdrawn({
    marketing: contact.marketing,
    marketingByPerson: contact.marketingByPerson ? 1 : 0,
  });
  const message = await askingMessage(ctx, asking, !isOut);
  const author = ctx.actor.kind === "job" ? null : ctx.actor.id;
  try {
    const { row, ...planned } = await planMessage(ctx, message, { author });
    refuseUnshown(row, asking);
    return { ...planned, messageId: row.id };
  } catch (error) {
    throw withinConfirm(error, { isOut, confirm: asking.confirm });
  }
}

/** What a template says is its own: the statement must be in it, or the person would agree to what they did not read. */
function refuseUnshown({ type, content }: PlannedMessage["row"], { body }: Asking): void {
  if (type !== "template") return;
  // Safe: a planned template is stored with what the person reads.
  const { rendered } = content as { readonly rendered: { readonly body: string | null } };
  if (!showsStatement(rendered.body ?? "", body.statement ?? ""))
    throw fieldError(
      "template_parameters",
      "/template",
      "The template, filled in, does not say the statement.",
    );
}

/** A refusal of the message, told where the caller gave what is at fault; the person is named by the path. */
function withinConfirm(
  error: unknown,
  { isOut, confirm }: { readonly isOut: boolean; readonly confirm: Confirm },
): unknown {
  if (!(error instanceof AppError)) return error;
  if (isOut && error.code === "window_closed" && confirm.template !== undefined)
    return new AppError(
      "withdrawn_by_person",
      "The person withdrew: they can be asked in reply to a message of theirs alone.",
    );
  const { errors = [], ...extras } = error.extras;
  const own = errors.filter(({ pointer }) => pointer !== "/to");
  return new AppError(error.code, error.message, {
    ...extras,
    ...(own.length > 0 && {
      errors: own.map((fault) => ({ ...fault, pointer: `/confirm${fault.pointer}` })),
    }),
  });
}
