/**
 * Emptying a database of the pool. A Worker cannot delete a D1 database, so it drops everything in it, and leaves one table behind
 * that says so: `retired`, with the name of each table that was there and how many rows it had.
 *
 * That alone is not enough for anybody else to get it: for 30 days whoever may restore it (Time Travel) brings everything back,
 * the pages that were freed are not overwritten, and only a new database has neither. So an emptied one is retired, and `retired`
 * is what tells it from the new one that the operator puts behind the same binding: see `isRetired`.
 */

const MARK = "retired";
const MAKE_MARK = `CREATE TABLE IF NOT EXISTS ${MARK} (name TEXT PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID`;
/** What SQLite and D1 keep themselves and let nobody drop. */
const MACHINERY = /^(?:sqlite_(?!stat)|_cf_)/;

interface Entry {
  readonly name: string;
  readonly type: "table" | "index" | "view" | "trigger";
  readonly isVirtual: 0 | 1;
  readonly isShadow: 0 | 1;
}

/** Tables of virtual tables, such as the pages of the search, go with them and cannot be dropped by themselves. */
const ENTRIES = `SELECT m.name, m.type, m.sql LIKE 'CREATE VIRTUAL %' AS isVirtual,
  EXISTS (SELECT 1 FROM sqlite_master v WHERE v.sql LIKE 'CREATE VIRTUAL %' AND m.name LIKE v.name || '\\_%' ESCAPE '\\') AS isShadow
FROM sqlite_master m WHERE m.name <> '${MARK}'`;

const entriesOf = async (db: D1Database): Promise<readonly Entry[]> =>
  (await db.prepare(ENTRIES).all<Entry>()).results.filter(({ name }) => !MACHINERY.test(name));

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/**
 * Drop everything in a database. It may be cut off anywhere and done again: each table goes in one batch with the row that counts
 * it. Tables that others point at go after them.
 *
 * @returns How many rows there were by table, from all runs.
 * @throws Error when something cannot be dropped.
 */
export async function emptyDatabase(db: D1Database): Promise<Readonly<Record<string, number>>> {
  await db.prepare(MAKE_MARK).run();
  const start = await entriesOf(db);
  for (const { name, type } of start)
    if (type === "view" || type === "trigger")
      await db.prepare(`DROP ${type.toUpperCase()} IF EXISTS ${quoted(name)}`).run();
  for (const { name, isVirtual } of start)
    if (isVirtual === 1) await db.prepare(`DROP TABLE IF EXISTS ${quoted(name)}`).run();
  await dropTables(db);
  const left = await entriesOf(db);
  if (left.length > 0) throw new Error(`a database keeps ${left.length} tables`);
  return countsOf(db);
}

/** Round after round, as long as one goes. */
async function dropTables(db: D1Database): Promise<void> {
  for (;;) {
    const tables = (await entriesOf(db)).filter(({ type }) => type === "table");
    let dropped = 0;
    let failure: unknown;
    for (const { name } of tables)
      try {
        await dropTable(db, name);
        dropped += 1;
      } catch (error) {
        failure = error;
      }
    if (dropped === tables.length) return;
    if (dropped === 0) throw failure;
  }
}

const dropTable = (db: D1Database, name: string): Promise<unknown> =>
  db.batch([
    db
      .prepare(
        `INSERT OR IGNORE INTO ${MARK} (name, n) SELECT ?1, (SELECT count(*) FROM ${quoted(name)})`,
      )
      .bind(name),
    db.prepare(`DROP TABLE ${quoted(name)}`),
  ]);

async function countsOf(db: D1Database): Promise<Readonly<Record<string, number>>> {
  const { results } = await db
    .prepare(`SELECT name, n FROM ${MARK} ORDER BY name`)
    .all<{ name: string; n: number }>();
  return Object.fromEntries(results.map(({ name, n }) => [name, n]));
}

/** Whether a database is one that was emptied; false of the new one behind its binding. */
export async function isRetired(db: D1Database): Promise<boolean> {
  const found = await db
    .prepare("SELECT count(*) AS n FROM sqlite_master WHERE name = ?1")
    .bind(MARK)
    .first<{ n: number }>();
  return found?.n === 1;
}

/** Whether nobody ever used a database. */
export async function isUntouched(db: D1Database): Promise<boolean> {
  return !(await isRetired(db)) && (await entriesOf(db)).length === 0;
}
