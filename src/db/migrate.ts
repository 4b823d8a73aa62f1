import { violatesUnique } from "#db/statement";

/** wrangler's own ledger, so that `wrangler d1 migrations list` agrees with the Worker. */
const LEDGER = `CREATE TABLE IF NOT EXISTS d1_migrations(
  id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)`;

interface Migration {
  readonly name: string;
  readonly sql: string;
}

/**
 * Bring a database to the current schema. An empty one gets all files in one atomic batch, another one batch for each file that
 * it lacks: a file may have much to rewrite there. The ledger's rows are in the same batches, so concurrent callers are safe:
 * whoever loses the race rolls back and goes on. Costs one read when there is nothing to do.
 */
export async function migrate(db: D1Database, migrations: readonly Migration[]): Promise<void> {
  let applied = await appliedMigrations(db);
  if (applied.size === 0) {
    if (await isApplied(db, migrations)) return;
    applied = await appliedMigrations(db);
  }
  for (const migration of migrations)
    if (!applied.has(migration.name)) await isApplied(db, [migration]);
}

/** Apply files, all or none. @returns False when another caller had applied one of them. */
async function isApplied(db: D1Database, migrations: readonly Migration[]): Promise<boolean> {
  const statements = migrations.flatMap(({ name, sql }) => [
    db.prepare("INSERT INTO d1_migrations (name) VALUES (?)").bind(name),
    ...statementsOf(sql).map((text) => db.prepare(text)),
  ]);
  try {
    await db.batch([db.prepare(LEDGER), ...statements]);
    return true;
  } catch (error) {
    if (!violatesUnique(error, "d1_migrations.name")) throw error;
    return false;
  }
}

const statementsOf = (sql: string): string[] =>
  sql
    .split("--> statement-breakpoint")
    .map((text) => text.trim())
    .filter((text) => text !== "");

async function appliedMigrations(db: D1Database): Promise<ReadonlySet<string>> {
  try {
    const { results } = await db.prepare("SELECT name FROM d1_migrations").all<{ name: string }>();
    return new Set(results.map((row) => row.name));
  } catch (error) {
    if (error instanceof Error && error.message.includes("no such table")) return new Set();
    throw error;
  }
}
