import { violatesUnique } from "#db/statement";

/** wrangler's own ledger, so that `wrangler d1 migrations list` agrees with the Worker. */
const LEDGER = `CREATE TABLE IF NOT EXISTS d1_migrations(
  id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)`;

/**
 * Bring a database to the current schema. Each file is one atomic batch together with its ledger row, so concurrent callers
 * are safe: whoever loses the race rolls back and goes on. Costs one read when there is nothing to do.
 */
export async function migrate(
  db: D1Database,
  migrations: readonly { readonly name: string; readonly sql: string }[],
): Promise<void> {
  const applied = await appliedMigrations(db);
  for (const { name, sql } of migrations) {
    if (applied.has(name)) continue;
    const statements = sql
      .split("--> statement-breakpoint")
      .map((text) => text.trim())
      .filter((text) => text !== "");
    try {
      await db.batch([
        db.prepare(LEDGER),
        db.prepare("INSERT INTO d1_migrations (name) VALUES (?)").bind(name),
        ...statements.map((text) => db.prepare(text)),
      ]);
    } catch (error) {
      if (!violatesUnique(error, "d1_migrations.name")) throw error;
    }
  }
}

async function appliedMigrations(db: D1Database): Promise<ReadonlySet<string>> {
  try {
    const { results } = await db.prepare("SELECT name FROM d1_migrations").all<{ name: string }>();
    return new Set(results.map((row) => row.name));
  } catch (error) {
    if (error instanceof Error && error.message.includes("no such table")) return new Set();
    throw error;
  }
}
