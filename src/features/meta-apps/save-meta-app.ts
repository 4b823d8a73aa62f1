import { AppError, fieldError } from "#core/errors";
import { signingSecrets } from "#core/whatsapp/signature";
import { forgetOwnApp, openVerifyToken, sealedAt } from "#features/meta-apps/own-app";
import { findAnyMetaApp, type MetaAppRow } from "#features/meta-apps/queries";
import type { MetaAppView, SaveMetaAppBody } from "#features/meta-apps/schemas";
import { metaAppView } from "#features/meta-apps/view";
import {
  insertMetaApp,
  isFull,
  isTaken,
  META_APPS_MAX,
  replaceSecrets,
} from "#features/meta-apps/writes";
import { commitControl } from "#platform/commit-control";
import { configOf } from "#platform/config";
import {
  requireScope,
  type ScopedWorkspaceContext,
  type WorkspaceContext,
} from "#platform/context";
import { callWith } from "#platform/meta/graph";
import { metaFault } from "#platform/meta/graph-failure";
import { isNoSecretOf, proveApp } from "#platform/meta/oauth";
import { seal } from "#platform/secrets/envelope";

const VERIFY_TOKEN_BYTES = 24;

/** An app as it was saved, and whether it is new here. */
export interface SavedMetaApp {
  readonly view: MetaAppView;
  readonly isNew: boolean;
}

/**
 * Add a Meta app of the workspace's own, or replace the secret of one that it has. Only Meta's plain word that the secret is
 * wrong refuses it: an app that Meta cannot be asked about is taken, because what is not signed with the secret is refused
 * anyway.
 *
 * @throws AppError `invalid_state` when another workspace has the app, the deployment has it itself, or the workspace has too
 *   many; `meta_refused` when Meta does not know the secret.
 */
export async function saveMetaApp(
  ctx: WorkspaceContext,
  { app_id: appId, app_secret: secrets }: SaveMetaAppBody,
): Promise<SavedMetaApp> {
  requireScope(ctx, "numbers:write");
  if (appId === configOf(ctx.env).metaAppId)
    throw fieldError("invalid_state", "/app_id", "This app is the deployment's own.");
  const known = await findAnyMetaApp(ctx.control, appId);
  if (known !== undefined && known.tenantId !== ctx.tenant.id) throw taken();
  await refuseWrongSecret(ctx, appId, signingSecrets(secrets)[0] ?? "");
  const { row, verifyToken } = await sealedRow(ctx, { appId, secrets, known });
  const view = metaAppView(ctx.env, row, verifyToken);
  const isNew = known === undefined;
  try {
    await commitControl(ctx, {
      statements: isNew ? insertMetaApp(ctx.control, row) : [replaceSecrets(ctx.control, row)],
      audit: { action: isNew ? "meta_app.create" : "meta_app.replace_secret", target: appId },
      answer: { status: isNew ? 201 : 200, body: view },
    });
  } catch (error) {
    throw refusalOf(error);
  }
  forgetOwnApp(appId);
  return { view, isNew };
}

async function sealedRow(
  ctx: ScopedWorkspaceContext,
  app: {
    readonly appId: string;
    readonly secrets: string;
    readonly known: MetaAppRow | undefined;
  },
): Promise<{ readonly row: MetaAppRow; readonly verifyToken: string }> {
  const { appId, secrets, known } = app;
  const owner = { appId, tenantId: ctx.tenant.id };
  const secretsSealed = await seal(ctx.env, sealedAt(owner, "secrets_sealed"), secrets);
  const nowMs = ctx.nowMs();
  if (known !== undefined)
    return {
      row: { ...known, secretsSealed, updatedAt: Math.max(nowMs, known.updatedAt + 1) },
      verifyToken: await openVerifyToken(ctx.env, known),
    };
  const verifyToken = crypto
    .getRandomValues(new Uint8Array(VERIFY_TOKEN_BYTES))
    .toBase64({ alphabet: "base64url" });
  const at = sealedAt(owner, "verify_token_sealed");
  const verifyTokenSealed = await seal(ctx.env, at, verifyToken);
  const row = { ...owner, secretsSealed, verifyTokenSealed, createdAt: nowMs, updatedAt: nowMs };
  return { row, verifyToken };
}

async function refuseWrongSecret(
  ctx: ScopedWorkspaceContext,
  appId: string,
  secret: string,
): Promise<void> {
  const call = callWith(ctx, { kind: "cloud", accessToken: "" });
  const reply = await proveApp(call, { appId, secret });
  if (reply.type !== "refused" || !isNoSecretOf(reply.error)) return;
  const detail = "Meta does not know this secret of the app.";
  const { extras } = fieldError("meta_refused", "/app_secret", detail);
  throw new AppError("meta_refused", detail, { ...extras, meta: metaFault(reply.error) });
}

function refusalOf(error: unknown): unknown {
  if (isTaken(error)) return taken();
  return isFull(error)
    ? new AppError("invalid_state", `A workspace holds up to ${META_APPS_MAX} Meta apps.`)
    : error;
}

const taken = (): AppError =>
  fieldError("invalid_state", "/app_id", "Another workspace has this Meta app.");
