/** What a webhook's receiver and the workspace share: sealed in the row, opened for a run. */
import type { Id } from "#core/ids";
import type { WebhookRow } from "#features/webhooks/queries";
import type { ScopedContext } from "#platform/context";
import { open, seal } from "#platform/secrets/envelope";

const SECRET_BYTES = 32;
const PREFIX = "whsec_";

type Column = "secret_sealed" | "old_secret_sealed" | "headers_sealed";

const at = (ctx: ScopedContext, id: Id<"webhook">, column: Column) => ({
  tenantId: ctx.tenant.id,
  table: "webhooks",
  column,
  row: id,
});

/** A new secret, as the Standard Webhooks specification spells it: 32 random bytes in base64. */
export const newWebhookSecret = (): string =>
  PREFIX + crypto.getRandomValues(new Uint8Array(SECRET_BYTES)).toBase64();

/** Seal a text of a webhook for one of its columns. */
export const sealFor = (
  ctx: ScopedContext,
  id: Id<"webhook">,
  column: Column,
  text: string,
): Promise<string> => seal(ctx.env, at(ctx, id, column), text);

/** The current secret. */
export const openSecret = (ctx: ScopedContext, row: WebhookRow): Promise<string> =>
  open(ctx.env, at(ctx, row.id, "secret_sealed"), row.secretSealed);

/** Everything that a run posts with: the keys that sign, the current one first, and the headers of the business's own. */
export interface Opened {
  readonly keys: readonly CryptoKey[];
  readonly headers: Readonly<Record<string, string>>;
}

/** @throws AppError `internal` when something cannot be opened. */
export async function openAll(ctx: ScopedContext, row: WebhookRow): Promise<Opened> {
  const { oldSecretSealed: old, oldSecretEndsAt, headersSealed } = row;
  const signsToo = old !== null && (oldSecretEndsAt ?? 0) > ctx.nowMs();
  const secrets = await Promise.all([
    openSecret(ctx, row),
    ...(signsToo ? [open(ctx.env, at(ctx, row.id, "old_secret_sealed"), old)] : []),
  ]);
  const headers =
    headersSealed === null
      ? {}
      : // Safe: only `sealHeaders` makes them.
        (JSON.parse(
          await open(ctx.env, at(ctx, row.id, "headers_sealed"), headersSealed),
        ) as Record<string, string>);
  return { keys: await Promise.all(secrets.map(keyOf)), headers };
}

/** The headers of a webhook as they are stored: names that are shown, and all of it sealed. */
export const sealHeaders = async (
  ctx: ScopedContext,
  id: Id<"webhook">,
  headers: Readonly<Record<string, string>>,
): Promise<Pick<WebhookRow, "headerNames" | "headersSealed">> => {
  const names = Object.keys(headers);
  return {
    headerNames: names.map((name) => name.toLowerCase()),
    headersSealed:
      names.length === 0 ? null : await sealFor(ctx, id, "headers_sealed", JSON.stringify(headers)),
  };
};

const keyOf = (secret: string): Promise<CryptoKey> =>
  crypto.subtle.importKey(
    "raw",
    Uint8Array.fromBase64(secret.slice(PREFIX.length)),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign"],
  );
