/**
 * The product behind counters: every call to a database, a queue or an object is counted, and D1's own rows_written and
 * rows_read are added up. Used by `npm run bench` alone; the product itself never imports it.
 */
import { AsyncLocalStorage } from "node:async_hooks";

import worker, { Sandbox, TenantSession } from "../src/worker";

export { Sandbox, TenantSession };

interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

const counters = { rowsRead: 0, rowsWritten: 0, calls: 0 };

/** Rows written by the beginning of the statement that wrote them: where the bill comes from. */
let written: Record<string, number> = {};

/** The calls of one request, so that a job that runs beside it is not counted as its step. */
const request = new AsyncLocalStorage<Span[]>();

/** `performance.now()` stands still between I/O in production; locally it moves, and order is all that is asked of it. */
async function counted<T>(call: () => Promise<T>): Promise<T> {
  const startMs = performance.now();
  counters.calls += 1;
  try {
    return await call();
  } finally {
    request.getStore()?.push({ startMs, endMs: performance.now() });
  }
}

function addUp(result: unknown, sqls: readonly string[]): void {
  for (const [i, each] of (Array.isArray(result) ? result : [result]).entries()) {
    const meta = (each as { meta?: { rows_read?: number; rows_written?: number } } | null)?.meta;
    counters.rowsRead += meta?.rows_read ?? 0;
    counters.rowsWritten += meta?.rows_written ?? 0;
    if ((meta?.rows_written ?? 0) === 0) continue;
    const name = (sqls[i] ?? "").trim().replaceAll(/\s+/g, " ").slice(0, 60);
    written[name] = (written[name] ?? 0) + (meta?.rows_written ?? 0);
  }
}

const READS = new Set(["all", "run", "first", "raw"]);

/** `first` and `raw` hide D1's meta, so they are asked through `all`, which tells it. */
function countedStatement(real: D1PreparedStatement, sql: string): D1PreparedStatement {
  return new Proxy(real, {
    get(target, name) {
      if (name === "bind")
        return (...values: unknown[]) => countedStatement(target.bind(...values), sql);
      if (name === REAL) return target;
      if (name === SQL) return sql;
      if (typeof name === "string" && READS.has(name)) {
        return async (...values: unknown[]) => {
          if (name === "raw") {
            const rows = await counted(() => target.raw(...(values as [])));
            return rows;
          }
          const result = await counted(() => target.all<Record<string, unknown>>());
          addUp(result, [sql]);
          if (name !== "first") return result;
          const row = result.results[0] ?? null;
          return typeof values[0] === "string" ? (row?.[values[0]] ?? null) : row;
        };
      }
      return Reflect.get(target, name);
    },
  });
}

const REAL = Symbol("real");
const SQL = Symbol("sql");
const sqlOf = (statement: D1PreparedStatement): string =>
  (statement as unknown as Record<symbol, string | undefined>)[SQL] ?? "";
const realOf = (statement: D1PreparedStatement): D1PreparedStatement =>
  (statement as unknown as Record<symbol, D1PreparedStatement | undefined>)[REAL] ?? statement;

function countedDatabase(real: D1Database): D1Database {
  return new Proxy(real, {
    get(target, name) {
      if (name === "prepare") return (sql: string) => countedStatement(target.prepare(sql), sql);
      if (name === "batch") {
        return async (statements: D1PreparedStatement[]) => {
          const results = await counted(() => target.batch(statements.map(realOf)));
          addUp(results, statements.map(sqlOf));
          return results;
        };
      }
      return Reflect.get(target, name);
    },
  });
}

/** A method of a stub is called on the stub itself: reading `apply` from it would ask the object for a method of that name. */
function countedMethods<T extends object>(real: T): T {
  const methods = real as Record<string, (...values: unknown[]) => Promise<unknown>>;
  return new Proxy(real, {
    get(target, name) {
      if (typeof name !== "string" || name === "then") return Reflect.get(target, name);
      if (typeof methods[name] !== "function") return Reflect.get(target, name);
      return (...values: unknown[]) => counted(async () => methods[name]?.(...values));
    },
  });
}

function countedEnv(env: Env): Env {
  return new Proxy(env, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof name !== "string" || typeof value !== "object" || value === null) return value;
      if (name.startsWith("TENANT_DB_") || name === "CONTROL_DB")
        return countedDatabase(value as D1Database);
      if (name === "SENDS" || name === "JOBS" || name === "MEDIA") return countedMethods(value);
      if (name === "TENANT_SESSION" || name === "SANDBOX_META") {
        const namespace = value as Env["TENANT_SESSION"];
        return { getByName: (id: string) => countedMethods(namespace.getByName(id)) };
      }
      return value;
    },
  });
}

const FLOOR_CONTACTS = `
INSERT INTO contacts (id, phone, name, fields, tags, metadata, marketing, created_at, updated_at, name_words)
SELECT e.value->>0, e.value->>1, e.value->>2, e.value->>3, e.value->>4, e.value->>5, 'unknown', e.value->>6, e.value->>7, e.value->>8
FROM json_each(?1) e`;
const FLOOR_IDENTITIES = `
INSERT INTO identities (value, kind, contact_id, created_at, key_hash)
SELECT e.value->>0, e.value->>1, e.value->>2, e.value->>3, e.value->>4 FROM json_each(?1) e`;
const FLOOR_WORDS = `
INSERT INTO contact_words (word, contact_id) SELECT e.value->>0, e.value->>1 FROM json_each(?1) e`;

/**
 * The least that writes contacts: their rows, the identities that they are recognised by and the words that they are searched by, with
 * the indexes and triggers of these tables, in one batch of three statements. Only the batch is timed: the lists are there, as text.
 */
async function writeFloor(incoming: Request, env: Env): Promise<Response> {
  const binding = new URL(incoming.url).searchParams.get("binding") as "TENANT_DB_0002";
  const [contacts, identities, words] = await incoming.json<[string, string, string]>();
  const batch = [
    env[binding].prepare(FLOOR_CONTACTS).bind(contacts),
    env[binding].prepare(FLOOR_IDENTITIES).bind(identities),
    env[binding].prepare(FLOOR_WORDS).bind(words),
  ];
  const beganMs = performance.now();
  await env[binding].batch(batch);
  return Response.json({ ms: performance.now() - beganMs });
}

/** How many calls waited for one another: calls that overlap in time count as one step. */
function sequentialSteps(all: readonly Span[]): number {
  let steps = 0;
  let horizonMs = -Infinity;
  for (const span of [...all].sort((a, b) => a.startMs - b.startMs)) {
    if (span.startMs >= horizonMs) {
      steps += 1;
      horizonMs = span.endMs;
    } else {
      horizonMs = Math.min(horizonMs, span.endMs);
    }
  }
  return steps;
}

export default {
  async fetch(incoming, env, ctx) {
    if (new URL(incoming.url).pathname === "/bench/counters") {
      const answer = { ...counters, written };
      Object.assign(counters, { rowsRead: 0, rowsWritten: 0, calls: 0 });
      written = {};
      return Response.json(answer);
    }
    if (new URL(incoming.url).pathname === "/bench/floor") return writeFloor(incoming, env);
    const spans: Span[] = [];
    const response = await request.run(spans, () => worker.fetch(incoming, countedEnv(env), ctx));
    const answer = new Response(response.body, response);
    answer.headers.set("x-bench-steps", String(sequentialSteps(spans)));
    return answer;
  },
  queue: (batch, env, ctx) => worker.queue(batch, countedEnv(env), ctx),
  scheduled: (event, env, ctx) => worker.scheduled(event, countedEnv(env), ctx),
} satisfies ExportedHandler<Env>;
