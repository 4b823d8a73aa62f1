/** The object's tables. Every statement may run again; instants are Unix milliseconds of the sandbox's clock. */
const TABLES = `
CREATE TABLE IF NOT EXISTS settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS numbers (
  phone_number_id TEXT PRIMARY KEY,
  waba_id TEXT NOT NULL,
  display_phone_number TEXT NOT NULL,
  verified_name TEXT NOT NULL,
  access_token TEXT NOT NULL,
  throughput_mps INTEGER NOT NULL,
  messaging_limit INTEGER,
  template_review TEXT NOT NULL,
  latency_ms INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS registrations (
  phone_number_id TEXT PRIMARY KEY,
  pin TEXT,
  registered INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS number_settings (
  phone_number_id TEXT PRIMARY KEY,
  settings TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS owners (
  phone_number_id TEXT PRIMARY KEY,
  token_hash TEXT UNIQUE,
  webhook TEXT
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS owner_sent (seq INTEGER PRIMARY KEY) STRICT;
CREATE TABLE IF NOT EXISTS owner_outbox (seq INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS templates (
  id TEXT PRIMARY KEY,
  waba_id TEXT NOT NULL,
  name TEXT NOT NULL,
  language TEXT NOT NULL,
  category TEXT NOT NULL,
  parameter_format TEXT NOT NULL,
  components TEXT NOT NULL,
  decision TEXT,
  reason TEXT,
  decided_at INTEGER,
  created_at INTEGER NOT NULL,
  UNIQUE (waba_id, name, language)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS template_edits (template_id TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS uploads (
  id TEXT PRIMARY KEY,
  size INTEGER NOT NULL,
  offset INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS ledger (
  seq INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  phone_number_id TEXT NOT NULL,
  recipient TEXT,
  type TEXT,
  template TEXT,
  category TEXT,
  opaque TEXT,
  wamid TEXT,
  outcome TEXT NOT NULL,
  code INTEGER,
  price REAL
) STRICT;
CREATE TABLE IF NOT EXISTS outbox (seq INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS windows (
  phone_number_id TEXT NOT NULL,
  person TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (phone_number_id, person)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS heard (
  wamid TEXT PRIMARY KEY,
  phone_number_id TEXT NOT NULL,
  people TEXT NOT NULL,
  type TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS media (
  id TEXT PRIMARY KEY,
  phone_number_id TEXT NOT NULL,
  mime_type TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  size INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS media_chunks (
  media_id TEXT NOT NULL,
  n INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (media_id, n)
) STRICT;
CREATE TABLE IF NOT EXISTS reached (person TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
`;

/** Bring the object's storage to the current shape. */
export function createTables(sql: SqlStorage): void {
  sql.exec(TABLES);
}

/** A setting that is kept as JSON, or `null` when it was never set. */
export function readSetting<T>(sql: SqlStorage, key: string): T | null {
  const row = sql
    .exec<{ value: string }>("SELECT value FROM settings WHERE key = ?", key)
    .toArray()[0];
  // Safe: only `writeSetting` writes the row, and each key is read back by the module that writes it.
  return row === undefined ? null : (JSON.parse(row.value) as T);
}

export function writeSetting(sql: SqlStorage, key: string, value: unknown): void {
  sql.exec("INSERT OR REPLACE INTO settings VALUES (?, ?)", key, JSON.stringify(value));
}
