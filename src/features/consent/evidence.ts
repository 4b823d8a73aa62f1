import { fieldError } from "#core/errors";
import { hasMedium } from "#features/consent/queries";
import type { ConsentBody } from "#features/consent/schemas";
import type { ScopedContext } from "#platform/context";

/**
 * Evidence is a medium of the workspace.
 *
 * @param pointer Where the act stands in the caller's body, e.g. `/consent`; empty when it is the body.
 * @throws AppError `invalid_request` for one that is not here.
 */
export async function refuseUnknownEvidence(
  ctx: ScopedContext,
  { evidence_media_id: id }: ConsentBody,
  pointer: string,
): Promise<void> {
  if (id === undefined || (await hasMedium(ctx.db, id))) return;
  throw fieldError(
    "invalid_request",
    `${pointer}/evidence_media_id`,
    "There is no such medium in this workspace.",
  );
}
