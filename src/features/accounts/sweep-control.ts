/** The daily sweep of the control plane: what is kept of sign-ins and acts no longer than the policy says. */
import { afterStep, passOf, wantsPass, type Pass, type Step } from "#core/retention/pass";
import type { ControlDb } from "#db/control/client";
import { openControlDb } from "#db/control/client";
import { controlSweeps } from "#db/control/schema";
import { statement, type Statement } from "#db/statement";
import { controlTrail, forgetActs, forgetOrigins } from "#features/audit/index";

const DAY_MS = 24 * 60 * 60_000;
/** Addresses and User-Agents of acts and sessions. */
export const ADDRESSES_KEPT_MS = 90 * DAY_MS;
/** Acts. */
export const ACTS_KEPT_MS = 730 * DAY_MS;
/** A session with its refresh tokens, behind the end that it was made with, whether or not it was ended before. */
export const SESSIONS_KEPT_MS = 30 * DAY_MS;

/** Sessions that one step takes: each may have thousands of tokens. */
const SESSIONS = 20;
/** Steps of one run; the next one goes on. */
const STEPS_MAX = 20;

type ClassName = "acts" | "addresses" | "sessions";
interface Planned extends Step {
  readonly statements: readonly Statement[];
}
interface SweptClass {
  readonly name: ClassName;
  /** The next pass goes on where the last one ended. */
  readonly keepsPosition: boolean;
  readonly step: (control: ControlDb, position: string, nowMs: number) => Promise<Planned>;
}

const NOTHING: Planned = { statements: [], swept: 0, position: null };

const CLASSES: readonly SweptClass[] = [
  {
    name: "acts",
    keepsPosition: false,
    step: (control, _position, nowMs) =>
      forgetActs(controlTrail({ control }), { beforeMs: nowMs - ACTS_KEPT_MS }),
  },
  {
    name: "addresses",
    keepsPosition: true,
    step: (control, position, nowMs) =>
      forgetOrigins(controlTrail({ control }), { position, beforeMs: nowMs - ADDRESSES_KEPT_MS }),
  },
  {
    name: "sessions",
    keepsPosition: false,
    step: async (control, _position, nowMs) => {
      const { results } = await statement(
        control,
        "SELECT id FROM sessions WHERE expires_at < ?1 ORDER BY expires_at LIMIT ?2",
        nowMs - SESSIONS_KEPT_MS,
        SESSIONS,
      ).all<{ id: string }>();
      if (results.length === 0) return NOTHING;
      const ids = JSON.stringify(results.map(({ id }) => id));
      const listed = "IN (SELECT value FROM json_each(?1))";
      return {
        statements: [
          statement(control, `DELETE FROM refresh_tokens WHERE session_id ${listed}`, ids),
          statement(control, `DELETE FROM sessions WHERE id ${listed}`, ids),
        ],
        swept: results.length,
        position: results.length < SESSIONS ? null : "more",
      };
    },
  },
];

/**
 * Let go what the control plane keeps no longer, each class once a day, step by step: a step is one batch with the mark of how far
 * it came. Addresses of sessions go with their session, 60 days after it began. Part of the scheduled handler.
 */
export async function sweepControl(env: Env, nowMs: number): Promise<void> {
  const control = openControlDb(env.CONTROL_DB);
  for (let steps = 0; steps < STEPS_MAX; steps++) {
    const rows = new Map(
      (await control.select().from(controlSweeps)).map((row) => [row.class, row]),
    );
    const next = CLASSES.find(({ name }) => isOpen(rows.get(name), nowMs));
    if (next === undefined) return;
    const pass = passOf(rows.get(next.name), nowMs, next.keepsPosition);
    const { statements, ...done } = await next.step(control, pass.position, nowMs);
    const mark = markStatement(control, next.name, afterStep(pass, done, nowMs));
    await control.$client.batch([...statements, mark]);
  }
}

const isOpen = (row: Pass | undefined, nowMs: number): boolean =>
  row?.finishedAt === null || wantsPass(row, nowMs);

const markStatement = (control: ControlDb, name: ClassName, pass: Pass): Statement =>
  statement(
    control,
    `INSERT OR REPLACE INTO control_sweeps (class, started_at, finished_at, position, swept, last_swept)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6)`,
    name,
    pass.startedAt,
    pass.finishedAt,
    pass.position,
    pass.swept,
    pass.lastSwept,
  );
