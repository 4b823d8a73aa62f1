import type { MetaAppRow } from "#features/meta-apps/queries";
import type { MetaAppView } from "#features/meta-apps/schemas";
import { callbackUrl } from "#platform/meta/webhook-echo";

/** The wire shape of an app; its secret is never in it. */
export const metaAppView = (env: Env, row: MetaAppRow, verifyToken: string): MetaAppView => ({
  app_id: row.appId,
  callback_url: callbackUrl(env, row.appId),
  verify_token: verifyToken,
  created_at: new Date(row.createdAt).toISOString(),
  updated_at: new Date(row.updatedAt).toISOString(),
});
