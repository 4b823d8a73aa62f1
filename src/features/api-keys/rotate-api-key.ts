import { AppError, notFound } from "#core/errors";
import { updateApiKey } from "#features/api-keys/queries";
import type { NewApiKey, RotateApiKeyBody } from "#features/api-keys/schemas";
import { requireApiKey, newSecret, refuseWider } from "#features/api-keys/secret";
import { newApiKeyView } from "#features/api-keys/view";
import { commitControl } from "#platform/commit-control";
import { requireScope, type WorkspaceContext } from "#platform/context";
import { forgetCredentials } from "#platform/http/authenticate";
import { refuseMoreNumbers } from "#platform/number-access";

/**
 * Give a key a new secret. The old one is taken still while they overlap; without an overlap it ends here at once and everywhere
 * within 30 s. The one before the old one ends in any case.
 *
 * @throws AppError `not_found`, `missing_scope` when the key holds more than the caller, `invalid_state` when it has expired.
 */
export async function rotateApiKey(
  ctx: WorkspaceContext,
  id: string,
  { overlap_seconds: seconds = 0 }: RotateApiKeyBody,
): Promise<NewApiKey> {
  requireScope(ctx, "keys:write");
  const row = await requireApiKey(ctx, id);
  refuseWider(ctx, row.scopes);
  refuseMoreNumbers(ctx, row.numbers);
  const nowMs = ctx.nowMs();
  if (row.expiresAt !== null && row.expiresAt <= nowMs)
    throw new AppError("invalid_state", "The key has expired. Make a new one.");

  const { secret, secretHash } = await newSecret(row.id);
  const change =
    seconds === 0
      ? { secretHash, formerHash: null, formerUntil: null }
      : { secretHash, formerHash: row.secretHash, formerUntil: nowMs + seconds * 1000 };
  const view = newApiKeyView({ ...row, ...change }, secret, nowMs);
  const [updated] = await commitControl(ctx, {
    statements: [updateApiKey(ctx.control, row, change)],
    audit: { action: "api_key.rotate", target: row.id, changes: { overlap_seconds: seconds } },
    answer: { status: 200, body: { ...view, secret: null } },
  });
  if (updated?.meta.changes !== 1) throw notFound();
  forgetCredentials();
  return view;
}
