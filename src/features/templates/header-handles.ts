import { AppError, fieldError } from "#core/errors";
import { essenceOf } from "#core/media/types";
import type { TemplateComponent } from "#core/whatsapp/template-components";
import { changeHandles, handlesIn } from "#core/whatsapp/template-handles";
import { findMedium, openMedium } from "#features/media/index";
import { appOfNumber, refusedCall, type NumberRow } from "#features/numbers/index";
import type { ScopedContext } from "#platform/context";
import type { GraphClient } from "#platform/meta/graph";

/** What a sample of a header may be. Source: Meta, "Resumable Upload API". */
const SAMPLE_TYPES = ["application/pdf", "image/jpeg", "image/png", "video/mp4"];

/**
 * The components with Meta's handles in the place of media of ours that show what a header will hold: each is brought to Meta. Nothing
 * is asked when none is named.
 *
 * @throws AppError `not_found`, `unsupported_media`, with the place; `meta_error`, `invalid_state` without a Meta app.
 */
export async function withHandles(
  ctx: ScopedContext,
  of: {
    readonly graph: Pick<GraphClient, "uploadSample">;
    readonly number: NumberRow;
    readonly components: readonly TemplateComponent[];
  },
): Promise<readonly TemplateComponent[]> {
  const handles = new Map<string, string>();
  for (const { handle, pointer } of handlesIn(of.components))
    if (handle.startsWith("med_") && !handles.has(handle))
      handles.set(handle, await handleOf(ctx, of, { mediaId: handle, pointer }));
  return handles.size === 0
    ? of.components
    : changeHandles(of.components, (handle) => handles.get(handle) ?? handle);
}

async function handleOf(
  ctx: ScopedContext,
  {
    graph,
    number,
  }: { readonly graph: Pick<GraphClient, "uploadSample">; readonly number: NumberRow },
  { mediaId, pointer }: { readonly mediaId: string; readonly pointer: string },
): Promise<string> {
  const { app } = await appOfNumber(ctx, number);
  if (app === null)
    throw new AppError(
      "invalid_state",
      "This deployment names no Meta app to upload samples with.",
    );
  const row = await findMedium(ctx.db, mediaId);
  const file = row === undefined ? null : await openMedium(ctx, row);
  if (row === undefined || file === null) throw fieldError("not_found", pointer, "No such medium.");
  const mimeType = essenceOf(row.mimeType);
  if (!SAMPLE_TYPES.includes(mimeType))
    throw fieldError(
      "unsupported_media",
      pointer,
      `A sample is one of ${SAMPLE_TYPES.join(", ")}.`,
    );
  const asOfMs = ctx.nowMs();
  const reply = await graph.uploadSample({
    appId: app.appId,
    name: "sample",
    mimeType,
    sizeBytes: file.size,
    body: file.body,
  });
  if (reply.type !== "ok")
    throw await refusedCall(ctx, reply, { number, asOfMs, refusedAs: "meta_error" });
  return reply.value;
}
