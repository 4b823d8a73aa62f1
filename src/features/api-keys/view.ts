import type { ApiKeyRow } from "#features/api-keys/queries";
import type { ApiKey, NewApiKey } from "#features/api-keys/schemas";

const instant = (atMs: number | null): string | null =>
  atMs === null ? null : new Date(atMs).toISOString();

const view = (row: ApiKeyRow, nowMs: number) => ({
  id: row.id,
  name: row.name,
  scopes: [...row.scopes],
  numbers: row.numbers === null ? null : [...row.numbers],
  ip_allow: row.ipAllow === null ? null : [...row.ipAllow],
  created_at: new Date(row.createdAt).toISOString(),
  expires_at: instant(row.expiresAt),
  former_secret_until: instant((row.formerUntil ?? 0) > nowMs ? row.formerUntil : null),
});

/** The wire shape of a key that was just made, the only one that tells its secret. */
export const newApiKeyView = (row: ApiKeyRow, secret: string, nowMs: number): NewApiKey => ({
  ...view(row, nowMs),
  secret,
});

/** The wire shape of a key at an instant, Unix ms. */
export const apiKeyView = (row: ApiKeyRow, nowMs: number): ApiKey => ({
  ...view(row, nowMs),
  last_used_at: instant(row.lastUsedAt),
});
