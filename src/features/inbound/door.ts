/**
 * The ways in for Meta: `/webhooks/meta` of the deployment's own app, and `/webhooks/meta/{app_id}` of an app of a workspace's
 * own. Each has its secrets and its verify token; what comes in remembers by which it came.
 */
import { AppError } from "#core/errors";
import { findOwnApp, forgetOwnApp } from "#features/meta-apps/index";
import { configOf } from "#platform/config";
import { describeError, log } from "#platform/log";

export interface Door {
  /** The Meta app whose it is; null: the deployment's own. */
  readonly appId: string | null;
  readonly secrets: readonly string[];
  readonly verifyToken: string;
}

/** The id of the app that a path names; null for the deployment's own. */
export function appIdIn(env: Env, path: string): string | null {
  const named = /^\/webhooks\/meta\/(\d+)$/.exec(path)?.[1] ?? null;
  return named === configOf(env).metaAppId ? null : named;
}

/**
 * The door of an app; undefined when nobody here has the app. Of one that was read within the last 30 seconds it may be an old
 * one: see {@link doorNow}.
 *
 * @throws AppError `unavailable` when the app cannot be read: Meta then delivers again.
 */
export async function doorOf(env: Env, appId: string | null): Promise<Door | undefined> {
  const { metaAppSecrets, metaVerifyToken } = configOf(env);
  if (appId === null) return { appId, secrets: metaAppSecrets, verifyToken: metaVerifyToken };
  try {
    return await findOwnApp(env, appId);
  } catch (error) {
    log("error", "webhook.app_unreadable", describeError(error));
    throw new AppError("unavailable", "The webhook cannot be verified now. Deliver it again.");
  }
}

/** The door as it is at this moment: its secret may just have been replaced elsewhere. */
export async function doorNow(env: Env, appId: string): Promise<Door | undefined> {
  forgetOwnApp(appId);
  return doorOf(env, appId);
}
