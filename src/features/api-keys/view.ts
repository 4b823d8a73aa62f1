import type { ApiKeyRow } from "#features/api-keys/queries";
import type { ApiKey, NewApiKey } from "#features/api-keys/schemas";

const instant = (atMs: number | null): string | null =>
  atMs === null ? null : new Date(atMs).toISOString();

const view = (row: ApiKeyRow) => ({
  id: row.id,
  name: row.name,
  scopes: [...row.scopes],
  created_at: new Date(row.createdAt).toISOString(),
  expires_at: instant(row.expiresAt),
});

/** The wire shape of a key that was just made, the only one that tells its secret. */
export const newApiKeyView = (row: ApiKeyRow, secret: string): NewApiKey => ({
  ...view(row),
  secret,
});

/** The wire shape of a key. */
export const apiKeyView = (row: ApiKeyRow): ApiKey => ({
  ...view(row),
  last_used_at: instant(row.lastUsedAt),
});
