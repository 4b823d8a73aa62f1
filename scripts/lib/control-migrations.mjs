// Brings the local control database to the current schema, with wrangler's own ledger (so `wrangler d1 migrations list` agrees).
import { readdirSync, readFileSync } from "node:fs";

const FOLDER = "migrations/control";
const LEDGER =
  "CREATE TABLE IF NOT EXISTS d1_migrations(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)";

export async function migrateControl(db) {
  await db.prepare(LEDGER).run();
  const { results } = await db.prepare("SELECT name FROM d1_migrations").all();
  const applied = new Set(results.map((row) => row.name));
  for (const name of readdirSync(FOLDER)
    .filter((file) => file.endsWith(".sql"))
    .sort()) {
    if (applied.has(name)) continue;
    const statements = readFileSync(`${FOLDER}/${name}`, "utf8").split("--> statement-breakpoint");
    await db.batch([
      ...statements.map((sql) => db.prepare(sql.trim())),
      db.prepare("INSERT INTO d1_migrations (name) VALUES (?)").bind(name),
    ]);
  }
}
