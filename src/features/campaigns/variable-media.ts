import type { Variables } from "#core/campaign/variables";
import { fieldError } from "#core/errors";
import { isId, type Id } from "#core/ids";
import { mediaTypeOf } from "#core/media/types";
import type { TemplateVariable } from "#core/whatsapp/template";
import { findMedia, ringMissing, type MediaRow } from "#features/media/index";
import type { ScopedContext } from "#platform/context";

/** The media of ours that variables name, by the variable. */
const namedIn = (variables: Variables): readonly (readonly [string, Id<"media">])[] =>
  Object.entries(variables).flatMap(([key, source]) =>
    "value" in source && isId("media", source.value) ? [[key, source.value] as const] : [],
  );

/**
 * Check the files of ours that a campaign's variables name: each is here, and of the kind that the template takes. No read when none
 * is named.
 *
 * @throws AppError `not_found`, `unsupported_media`, with the variable.
 */
export async function checkVariableMedia(
  ctx: ScopedContext,
  variables: Variables,
  required: readonly TemplateVariable[],
): Promise<void> {
  const named = namedIn(variables);
  if (named.length === 0) return;
  const rows = await findMedia(ctx.db, [...new Set(named.map(([, id]) => id))]);
  for (const [key, id] of named) {
    const kind = required.find((one) => one.key === key)?.kind;
    if (kind === "image" || kind === "video" || kind === "document")
      checkMedium(rows.get(id), kind, `/variables/${key}`);
  }
}

function checkMedium(
  row: MediaRow | undefined,
  wanted: "image" | "video" | "document",
  pointer: string,
): void {
  if (row === undefined) throw fieldError("not_found", pointer, "No such medium.");
  if (row.status !== "stored")
    throw fieldError("unsupported_media", pointer, "The file is not here.");
  const kind = mediaTypeOf(row.mimeType)?.kind;
  // A picture or a film may be sent as a document too.
  if (kind !== wanted && (kind === undefined || wanted !== "document"))
    throw fieldError("unsupported_media", pointer, `A file of ${row.mimeType} is no ${wanted}.`);
}

/** Have the files that a campaign names brought to Meta before its first message leaves. */
export async function ringVariableMedia(
  ctx: ScopedContext,
  numberId: Id<"number">,
  variables: Variables,
): Promise<void> {
  const ids = [...new Set(namedIn(variables).map(([, id]) => id))];
  if (ids.length === 0) return;
  const rows = await findMedia(ctx.db, ids);
  await ringMissing(ctx, numberId, [...rows.values()]);
}
