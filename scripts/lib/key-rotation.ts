/** What a rotation of `ENCRYPTION_KEYS` looks like from outside: which key sealed how much, and what to do next. */
import { randomBytes } from "node:crypto";

import { CONTROL_SEALED, countByKey, TENANT_SEALED } from "#db/sealed-columns";

/** Texts of one column that one key sealed. */
export interface Sealed {
  /** `table.column`. */
  readonly place: string;
  readonly kid: string;
  readonly n: number;
}

/** Asks one database, by its binding. */
export type Ask = (
  binding: string,
  sql: string,
) => Promise<readonly Readonly<Record<string, unknown>>[]>;

const CONTROL = "CONTROL_DB";
const CLAIMED = "SELECT binding FROM tenants WHERE binding <> id ORDER BY binding";

/** D1 takes few terms in one compound SELECT. */
const TERMS_MAX = 3;

/** The counts of some columns, in as few statements as D1 takes them. */
function* countsOf(columns: typeof TENANT_SEALED): Generator<string> {
  for (let at = 0; at < columns.length; at += TERMS_MAX)
    yield columns
      .slice(at, at + TERMS_MAX)
      .map((column) => `SELECT * FROM (${countByKey(column)})`)
      .join(" UNION ALL ");
}

/** Count what every key sealed, in the control plane and in each workspace that has a database. */
export async function countSealed(ask: Ask): Promise<readonly Sealed[]> {
  const claimed = await ask(CONTROL, CLAIMED);
  const rows: Readonly<Record<string, unknown>>[] = [];
  for (const sql of countsOf(CONTROL_SEALED)) rows.push(...(await ask(CONTROL, sql)));
  for (const { binding } of claimed)
    for (const sql of countsOf(TENANT_SEALED)) rows.push(...(await ask(String(binding), sql)));
  const sums = new Map<string, Sealed>();
  for (const row of rows) {
    const { place, kid, n } = {
      place: String(row["place"]),
      kid: String(row["kid"]),
      n: Number(row["n"]),
    };
    const key = `${place} ${kid}`;
    sums.set(key, { place, kid, n: n + (sums.get(key)?.n ?? 0) });
  }
  return [...sums.values()].toSorted((a, b) =>
    `${a.place} ${a.kid}` < `${b.place} ${b.kid}` ? -1 : 1,
  );
}

/** One line for each column and key, and what may be done now. */
export function report(sealed: readonly Sealed[]): string {
  const kids = [...new Set(sealed.map(({ kid }) => kid))];
  const lines = sealed.map(
    ({ place, kid, n }) => `${kid.padEnd(16)} ${String(n).padStart(8)}  ${place}`,
  );
  const [only] = kids;
  if (only === undefined) return "Nothing is sealed yet.";
  const next =
    kids.length === 1
      ? `Everything is sealed by ${only}: any other key of ENCRYPTION_KEYS may go.`
      : `Keys that are needed: ${kids.join(", ")}. While all of them stand in ENCRYPTION_KEYS, the first seals anew what the others sealed, within minutes: look again.`;
  return [...lines, "", next].join("\n");
}

/** A new entry for the ring, named by its day and some chance. */
export function newKey(nowMs: number): string {
  const day = new Date(nowMs).toISOString().slice(0, 10).replaceAll("-", "");
  return `k${day}${randomBytes(2).toString("hex")}:${randomBytes(32).toString("base64")}`;
}

/** A `.dev.vars` in which a key stands in front of those that it has. @throws Error when it has none. */
export function withKey(devVars: string, key: string): string {
  const line = /^ENCRYPTION_KEYS=(.+)$/m.exec(devVars);
  if (line === null) throw new Error("there is no ENCRYPTION_KEYS in it");
  return devVars.replace(line[0], `ENCRYPTION_KEYS=${key},${line[1]}`);
}
