/** Meta apps of workspaces' own, with their secrets opened. */
import type { Id } from "#core/ids";
import { signingSecrets } from "#core/whatsapp/signature";
import { openControlDb } from "#db/control/client";
import { findAnyMetaApp, type MetaAppRow } from "#features/meta-apps/queries";
import { IsolateCache } from "#platform/isolate-cache";
import { open } from "#platform/secrets/envelope";

export interface OwnApp {
  readonly appId: string;
  readonly tenantId: Id<"tenant">;
  /** That may sign its webhooks; the first is the current one. */
  readonly secrets: readonly string[];
  readonly verifyToken: string;
}

/** How long an isolate believes what it read of an app, ms. */
const KNOWN_MS = 30_000;

const known = new IsolateCache<string, OwnApp>({ entriesMax: 2_000, ttlMs: KNOWN_MS });

/** Where a secret of an app is sealed. */
export const sealedAt = (
  { tenantId, appId }: Pick<MetaAppRow, "tenantId" | "appId">,
  column: "secrets_sealed" | "verify_token_sealed",
) => ({ tenantId, table: "meta_apps", column, row: appId });

/** The verify token of an app. @throws AppError `internal` when it cannot be opened. */
export const openVerifyToken = (env: Env, row: MetaAppRow): Promise<string> =>
  open(env, sealedAt(row, "verify_token_sealed"), row.verifyTokenSealed);

/**
 * An app, whosever it is, as an isolate read it within the last 30 seconds; undefined when there is none.
 *
 * @throws AppError `internal` when its secrets cannot be opened; whatever D1 throws when it cannot be read.
 */
export const findOwnApp = (env: Env, appId: string): Promise<OwnApp | undefined> =>
  known.getOrLoad(appId, async () => {
    const row = await findAnyMetaApp(openControlDb(env.CONTROL_DB), appId);
    if (row === undefined) return undefined;
    const [secrets, verifyToken] = await Promise.all([
      open(env, sealedAt(row, "secrets_sealed"), row.secretsSealed),
      openVerifyToken(env, row),
    ]);
    return { appId, tenantId: row.tenantId, secrets: signingSecrets(secrets), verifyToken };
  });

/** Read an app anew when it is next asked for. */
export const forgetOwnApp = (appId: string): void => known.delete(appId);
