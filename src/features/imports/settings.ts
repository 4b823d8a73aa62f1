import { isPhoneCountry } from "#core/contact/phone";
import { AppError, fieldError, type FieldError } from "#core/errors";
import { isId } from "#core/ids";
import { mappedKeys, planColumns, type MappingFault } from "#core/import/mapping";
import type { ConsentDeclaration, ImportSettings } from "#core/import/shapes";
import { readRules } from "#features/contacts/index";
import { hasMedium } from "#features/imports/queries";
import type { ImportForm } from "#features/imports/schemas";
import type { ScopedContext } from "#platform/context";
import { pointerOf } from "#platform/http/reject-invalid";

/**
 * How a file with these headers is to be read.
 *
 * @throws AppError `header_missing` or `invalid_request` that names the column; of the rest `invalid_request`, `out_of_range`,
 *   `not_found`.
 */
export async function settingsOf(
  ctx: ScopedContext,
  headers: readonly string[],
  form: ImportForm,
): Promise<ImportSettings> {
  const columns = planColumns(
    headers,
    form.mapping,
    await readRules(ctx.db, mappedKeys(form.mapping)),
  );
  if (!columns.ok) throw refused(columns.error);
  const tellsConsent = columns.value.some(
    ({ target }) => target.kind === "consent" || target.kind === "consent_at",
  );
  if (tellsConsent && form.consent === undefined)
    throw fieldError(
      "invalid_request",
      "/consent",
      "A column tells of consent: declare what the people agreed to, where, and who answers for it.",
    );
  if (form.default_country !== undefined && !isPhoneCountry(form.default_country))
    throw fieldError("invalid_request", "/default_country", "There is no such country.");
  return {
    columns: columns.value,
    tags: form.tags,
    onConflict: form.on_conflict,
    defaultCountry: form.default_country ?? null,
    consent: form.consent === undefined ? null : await declaration(ctx, form.consent),
  };
}

async function declaration(
  ctx: ScopedContext,
  body: NonNullable<ImportForm["consent"]>,
): Promise<ConsentDeclaration> {
  const { captured_at: captured, evidence_media_id: evidence } = body;
  const capturedAtMs = captured === undefined ? null : Date.parse(captured);
  if (capturedAtMs !== null && (capturedAtMs > ctx.nowMs() || capturedAtMs < 0))
    throw fieldError("out_of_range", "/consent/captured_at", "It cannot lie in the future.");
  if (evidence !== undefined && !(await hasMedium(ctx.db, evidence)))
    throw fieldError("not_found", "/consent/evidence_media_id", "There is no such medium.");
  return {
    purpose: body.purpose,
    statement: body.statement,
    statementLanguage: body.statement_language ?? null,
    source: body.source,
    capturedAtMs,
    evidenceMediaId: evidence !== undefined && isId("media", evidence) ? evidence : null,
    declaredBy: body.declared_by,
  };
}

/** A header that is missing is told before anything else: then the file is another than was thought. */
function refused(faults: readonly MappingFault[]): AppError {
  const errors = faults.map(({ code, header, message }): FieldError => ({
    pointer: header === "" ? "/mapping" : pointerOf(["mapping", header]),
    code,
    message,
  }));
  const missing = errors.find(({ code }) => code === "header_missing");
  const told = missing ?? errors[0];
  return new AppError(
    missing === undefined ? "invalid_request" : "header_missing",
    told === undefined ? "The mapping cannot be used." : `${told.pointer}: ${told.message}`,
    { errors },
  );
}
