import { applyConsent, recordsPersonsAct, type ConsentHead } from "#core/consent/ledger";
import { AppError } from "#core/errors";
import type { Id } from "#core/ids";
import type { ContactRow } from "#db/tenant/find-contact";
import type { ConsentEntry } from "#features/consent/append-consents";
import type { ConsentBody } from "#features/consent/schemas";

/** Clocks of callers run a little ahead. */
const AHEAD_MAX_MS = 5 * 60_000;

/** The head of the ledger as a contact's row keeps it. */
export const headOf = (row: Pick<ContactRow, "marketing" | "marketingByPerson">): ConsentHead => ({
  state: row.marketing,
  withdrawnByPerson: row.marketingByPerson,
});

/**
 * Judge an act that a caller records.
 *
 * @param pointer Where the act stands in the caller's body, e.g. `/consent`; empty when it is the body.
 * @throws AppError `withdrawn_by_person`; `invalid_request` for a grant without statement; `out_of_range` for a future
 *   `captured_at`.
 */
export function decideConsent(
  contact: Pick<ContactRow, "marketing" | "marketingByPerson"> & { readonly id: Id<"contact"> },
  body: ConsentBody,
  { nowMs, pointer }: { readonly nowMs: number; readonly pointer: string },
): { readonly head: ConsentHead; readonly entry: ConsentEntry } {
  const capturedAtMs = capturedAt(body, { nowMs, pointer });
  // No grant that comes through the API is proof of the person's own act: that takes their message.
  const byPerson = recordsPersonsAct(body.action, body.method);
  const head = applyConsent(headOf(contact), { ...body, byPerson });
  if (!head.ok) {
    const { code, message } = head.error;
    throw code === "withdrawn_by_person"
      ? new AppError(code, message)
      : fault("invalid_request", { pointer: `${pointer}/statement`, code: "required", message });
  }
  return {
    head: head.value,
    entry: {
      contactId: contact.id,
      action: body.action,
      purpose: body.purpose,
      method: body.method,
      byPerson,
      statement: body.statement ?? null,
      statementLanguage: body.statement_language ?? null,
      statementVersion: body.statement_version ?? null,
      source: body.source ?? null,
      subjectIp: body.subject_ip ?? null,
      subjectUserAgent: body.subject_user_agent ?? null,
      evidenceMediaId: body.evidence_media_id ?? null,
      capturedAtMs,
    },
  };
}

function capturedAt(
  body: ConsentBody,
  { nowMs, pointer }: { readonly nowMs: number; readonly pointer: string },
): number {
  const atMs = body.captured_at === undefined ? nowMs : Date.parse(body.captured_at);
  if (atMs <= nowMs + AHEAD_MAX_MS && atMs >= 0) return atMs;
  throw fault("out_of_range", {
    pointer: `${pointer}/captured_at`,
    code: "out_of_range",
    message: "captured_at cannot lie in the future.",
  });
}

const fault = (
  code: "invalid_request" | "out_of_range",
  error: { pointer: string; code: string; message: string },
): AppError => new AppError(code, error.message, { errors: [error] });
