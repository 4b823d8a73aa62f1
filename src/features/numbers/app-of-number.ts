import { fieldError } from "#core/errors";
import { findOwnApp } from "#features/meta-apps/index";
import type { NumberRow } from "#features/numbers/queries";
import { configOf } from "#platform/config";
import type { ScopedContext } from "#platform/context";
import { deploymentApp, type MetaApp } from "#platform/meta/app";

/** A Meta app with what is asked of it, and where its webhooks come in. */
export interface NumbersApp {
  /** As it is kept with a number: null is the deployment's own. */
  readonly appId: string | null;
  /** Null when the deployment does not name its app: then nothing is asked of it. */
  readonly app: MetaApp | null;
  readonly verifyToken: string;
}

const ofDeployment = ({ env }: ScopedContext, kind: NumberRow["kind"]): NumbersApp => ({
  appId: null,
  app: deploymentApp(env, kind),
  verifyToken: configOf(env).metaVerifyToken,
});

/**
 * The Meta app that a number was connected with.
 *
 * @throws AppError `internal` when its secret cannot be opened.
 */
export async function appOfNumber(
  ctx: ScopedContext,
  row: Pick<NumberRow, "kind" | "appId">,
): Promise<NumbersApp> {
  const own = row.appId === null ? undefined : await ownAppOf(ctx, row.appId);
  return own ?? ofDeployment(ctx, row.kind);
}

/**
 * The Meta app that a call names to connect a number with: one of the workspace's own, or the deployment's.
 *
 * @throws AppError `not_found` when it is neither.
 */
export async function requireApp(
  ctx: ScopedContext,
  kind: NumberRow["kind"],
  appId: string | undefined,
): Promise<NumbersApp> {
  const named = ofDeployment(ctx, kind);
  if (appId === undefined || appId === named.app?.appId) return named;
  const own = kind === "cloud" ? await ownAppOf(ctx, appId) : undefined;
  if (own !== undefined) return own;
  throw fieldError("not_found", "/app_id", "The workspace has no such Meta app.");
}

async function ownAppOf(ctx: ScopedContext, appId: string): Promise<NumbersApp | undefined> {
  const own = await findOwnApp(ctx.env, appId);
  const [secret] = own?.secrets ?? [];
  if (own === undefined || secret === undefined || own.tenantId !== ctx.tenant.id) return undefined;
  return { appId, app: { appId, secret }, verifyToken: own.verifyToken };
}
