import { updateApiKey } from "#features/api-keys/queries";
import { refuseWider, requireApiKey } from "#features/api-keys/secret";
import { commitControl } from "#platform/commit-control";
import { requireScope, type WorkspaceContext } from "#platform/context";
import { forgetCredentials } from "#platform/http/authenticate";
import { refuseMoreNumbers } from "#platform/number-access";

/**
 * Revoke a key: it ends here at once and everywhere within 30 s.
 *
 * @throws AppError `not_found`, or `missing_scope` when the key holds more than the caller.
 */
export async function deleteApiKey(ctx: WorkspaceContext, id: string): Promise<void> {
  requireScope(ctx, "keys:write");
  const row = await requireApiKey(ctx, id);
  refuseWider(ctx, row.scopes);
  refuseMoreNumbers(ctx, row.numbers);
  await commitControl(ctx, {
    statements: [updateApiKey(ctx.control, row, { revokedAt: ctx.nowMs() })],
    audit: { action: "api_key.delete", target: row.id },
    answer: { status: 204, body: null },
  });
  forgetCredentials();
}
