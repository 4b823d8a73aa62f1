/**
 * Rotating `ENCRYPTION_KEYS`: while the ring holds a key beside the current one, whatever that sealed is sealed anew, a stretch at
 * a time, by the sweeps of the minute. When nothing is left the old key can go. A text that is written meanwhile has the current key
 * already, and one that changes under a sweep is left to its writer.
 */
import type { Id } from "#core/ids";
import {
  findOtherwiseSealed,
  replaceSealed,
  TENANT_SEALED,
  type SealedColumn,
  type SealedRow,
} from "#db/sealed-columns";
import type { Statement } from "#db/statement";
import { commit } from "#platform/commit";
import { configOf } from "#platform/config";
import type { ScopedContext } from "#platform/context";
import { IsolateCache } from "#platform/isolate-cache";
import { describeError, log } from "#platform/log";
import { open, seal, type SealedAt } from "#platform/secrets/envelope";

/** Texts that one statement finds, and that one run seals. */
const PAGE_MAX = 50;
const RUN_MAX = 500;

/** Where nothing was left, for a while: an isolate of the version before may still seal with the old key. */
const CLEAN_MS = 10 * 60_000;
const clean = new IsolateCache<string, true>({ entriesMax: 10_000, ttlMs: CLEAN_MS });

/** Seal anew what of a workspace's database was sealed with an old key. Without one it does nothing. Part of `tenant.sweep`. */
export const resealTenant = (ctx: ScopedContext): Promise<void> =>
  onceClean(ctx.env, ctx.tenant.id, () =>
    resealColumns(ctx.env, {
      db: ctx.db,
      tenantId: ctx.tenant.id,
      columns: TENANT_SEALED,
      write: async (statements) => void (await commit(ctx, { statements })),
    }),
  );

/**
 * Look through a place while the ring holds an old key, and not again for a while once nothing is left.
 *
 * @param run Answers whether everything was looked at.
 */
export async function onceClean(
  env: Env,
  place: string,
  run: () => Promise<boolean>,
): Promise<void> {
  const { current, keys } = configOf(env).encryptionKeys;
  if (keys.size < 2) return;
  const key = `${place} ${[...keys.keys()].join(" ")}`;
  if (clean.get(key) === true) return;
  if (await run()) clean.set(key, true);
  else log("info", "secrets.resealing", { at: place, key: current });
}

interface Place {
  readonly db: { readonly $client: D1Database };
  readonly tenantId: SealedAt["tenantId"];
  readonly columns: readonly SealedColumn[];
  readonly write: (statements: readonly Statement[]) => Promise<void>;
}

/** Seal the columns of a database anew. @returns Whether every row was looked at; not when there are many: come again. */
export async function resealColumns(env: Env, place: Place): Promise<boolean> {
  const { current: kid } = configOf(env).encryptionKeys;
  let left = RUN_MAX;
  for (const column of place.columns)
    for (let after = ""; ;) {
      const rows = await findOtherwiseSealed(place.db, column, { kid, after, limit: PAGE_MAX });
      const statements = await Promise.all(
        rows.map((row) => resealed(env, { place, column, row })),
      );
      const changes = statements.filter((one) => one !== null);
      if (changes.length > 0) await place.write(changes);
      left -= rows.length;
      after = rows.at(-1)?.row ?? after;
      if (rows.length < PAGE_MAX) break;
      if (left <= 0) return false;
    }
  return true;
}

/** Null for a text that cannot be opened: the log has told, and whoever needs it will be told again. */
async function resealed(
  env: Env,
  of: { readonly place: Place; readonly column: SealedColumn; readonly row: SealedRow },
): Promise<Statement | null> {
  const { place, column, row } = of;
  const at: SealedAt = {
    // Safe: the column holds workspaces' ids.
    tenantId: (row.tenant as Id<"tenant"> | null) ?? place.tenantId,
    table: column.table,
    column: column.column,
    row: row.row,
  };
  try {
    const to = await seal(env, at, await open(env, at, row.sealed));
    return replaceSealed(place.db, column, { row: row.row, from: row.sealed, to });
  } catch (error) {
    log("error", "secrets.not_resealed", {
      table: at.table,
      column: at.column,
      ...describeError(error),
    });
    return null;
  }
}
