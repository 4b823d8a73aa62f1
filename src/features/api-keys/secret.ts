import { formatApiKey } from "#core/api-key";
import { AppError, notFound } from "#core/errors";
import { isId, type Id } from "#core/ids";
import type { Scope } from "#core/scopes";
import { findApiKey, type ApiKeyRow } from "#features/api-keys/queries";
import type { ScopedWorkspaceContext } from "#platform/context";
import { sha256Hex } from "#platform/hash";

/** A fresh secret for a key, and the only form in which it is stored. */
export async function newSecret(id: Id<"apiKey">): Promise<{ secret: string; secretHash: string }> {
  const secret = formatApiKey(id.slice("key_".length), crypto.getRandomValues(new Uint8Array(32)));
  return { secret, secretHash: await sha256Hex(secret) };
}

/**
 * Nobody hands out, gets hold of, or ends more than they have.
 *
 * @throws AppError `missing_scope` naming the scopes that the caller lacks.
 */
export const refuseWider = (ctx: ScopedWorkspaceContext, scopes: readonly Scope[]): void => {
  const { actor } = ctx;
  if (actor.kind === "job") return;
  const missing = scopes.filter((scope) => !actor.scopes.includes(scope));
  if (missing.length === 0) return;
  throw new AppError(
    "missing_scope",
    `You lack ${missing.join(", ")}: nobody makes, rotates or deletes a key that holds more than they do.`,
    {
      errors: missing.map((scope) => ({
        pointer: `/scopes/${scopes.indexOf(scope)}`,
        code: "missing_scope",
        message: `This credential lacks the scope ${scope}.`,
      })),
    },
  );
};

/** The workspace's key of that id. @throws AppError `not_found`, for another workspace's key too. */
export const requireApiKey = async (
  ctx: ScopedWorkspaceContext,
  id: string,
): Promise<ApiKeyRow> => {
  const row = isId("apiKey", id) ? await findApiKey(ctx.control, ctx.tenant.id, id) : undefined;
  if (row === undefined) throw notFound();
  return row;
};
