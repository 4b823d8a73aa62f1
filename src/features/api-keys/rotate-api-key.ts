import { AppError, notFound } from "#core/errors";
import { updateApiKey } from "#features/api-keys/queries";
import type { NewApiKey } from "#features/api-keys/schemas";
import { requireApiKey, newSecret, refuseWider } from "#features/api-keys/secret";
import { newApiKeyView } from "#features/api-keys/view";
import { commitControl } from "#platform/commit-control";
import { requireScope, type WorkspaceContext } from "#platform/context";
import { forgetCredentials } from "#platform/http/authenticate";

/**
 * Give a key a new secret; the old one ends here at once and everywhere within 30 s.
 *
 * @throws AppError `not_found`, `missing_scope` when the key holds more than the caller, `invalid_state` when it has expired.
 */
export async function rotateApiKey(ctx: WorkspaceContext, id: string): Promise<NewApiKey> {
  requireScope(ctx, "keys:write");
  const row = await requireApiKey(ctx, id);
  refuseWider(ctx, row.scopes);
  if (row.expiresAt !== null && row.expiresAt <= ctx.nowMs())
    throw new AppError("invalid_state", "The key has expired. Make a new one.");

  const { secret, secretHash } = await newSecret(row.id);
  const view = newApiKeyView(row, secret);
  const [updated] = await commitControl(ctx, {
    statements: [updateApiKey(ctx.control, row, { secretHash })],
    audit: { action: "api_key.rotate", target: row.id },
    answer: { status: 200, body: { ...view, secret: null } },
  });
  if (updated?.meta.changes !== 1) throw notFound();
  forgetCredentials();
  return view;
}
