import { fieldError } from "#core/errors";
import { insertApiKey } from "#features/api-keys/queries";
import type { CreateApiKeyBody, NewApiKey } from "#features/api-keys/schemas";
import { newSecret, refuseWider } from "#features/api-keys/secret";
import { newApiKeyView } from "#features/api-keys/view";
import { commitControl } from "#platform/commit-control";
import { requireScope, type WorkspaceContext } from "#platform/context";
import { givenAccess } from "#platform/number-access";

/**
 * Make an API key for the workspace. Its secret is in this answer only: what is stored for a repeated call has none.
 *
 * @throws AppError `missing_scope` when the key would hold more than the caller; `not_found` of `/numbers/<n>`; `out_of_range` for an expiry in the past.
 */
export async function createApiKey(
  ctx: WorkspaceContext,
  input: CreateApiKeyBody,
): Promise<NewApiKey> {
  requireScope(ctx, "keys:write");
  refuseWider(ctx, input.scopes);
  const numbers = await givenAccess(ctx, input.numbers);
  const nowMs = ctx.nowMs();
  const expiresAt = input.expires_at === undefined ? null : Date.parse(input.expires_at);
  if (expiresAt !== null && !(expiresAt > nowMs))
    throw fieldError("out_of_range", "/expires_at", "expires_at must lie in the future.");

  const id = ctx.newId("apiKey");
  const { secret, secretHash } = await newSecret(id);
  const row = {
    id,
    tenantId: ctx.tenant.id,
    name: input.name,
    secretHash,
    scopes: input.scopes,
    createdBy: ctx.actor.id,
    createdAt: nowMs,
    expiresAt,
    lastUsedAt: null,
    revokedAt: null,
    numbers,
    ipAllow: input.ip_allow ?? null,
    formerHash: null,
    formerUntil: null,
  };
  const view = newApiKeyView(row, secret, nowMs);
  await commitControl(ctx, {
    statements: [insertApiKey(ctx.control, row)],
    audit: {
      action: "api_key.create",
      target: id,
      changes: { scopes: input.scopes, numbers, ip_allow: row.ipAllow },
    },
    answer: { status: 201, body: { ...view, secret: null } },
  });
  return view;
}
