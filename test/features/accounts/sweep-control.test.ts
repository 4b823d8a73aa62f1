import { env } from "cloudflare:workers";
import { test } from "vitest";

import { openControlDb } from "#db/control/client";
import {
  ACTS_KEPT_MS,
  ADDRESSES_KEPT_MS,
  SESSIONS_KEPT_MS,
  sweepControl,
} from "#features/accounts/sweep-control";
import { controlTrail } from "#features/audit/control-trail";
import { sealTrail } from "#features/audit/seal-trail";
import { verifyTrail } from "#features/audit/verify-trail";

import { control, register } from "./fixture.ts";

const HOUR_MS = 3_600_000;

/** Put an account's one session and its acts into the past. */
async function aged(actsAgoMs: number) {
  const person = await register();
  await control(
    "UPDATE audit_logs SET at = ?2 WHERE actor_id = ?1",
    person.userId,
    Date.now() - actsAgoMs,
  );
  return person;
}

const actsOf = (userId: string) =>
  control("SELECT ip, user_agent FROM audit_logs WHERE actor_id = ?1", userId);

test("acts lose their addresses after 90 days and go after two years, sessions 30 days behind their end", async ({
  expect,
}) => {
  await control("DELETE FROM control_sweeps");
  // What other tests did is younger, and would stand in front.
  await control("DELETE FROM audit_logs");
  await control("DELETE FROM audit_seals");
  const gone = await aged(ACTS_KEPT_MS + HOUR_MS);
  const trail = controlTrail({ control: openControlDb(env.CONTROL_DB) });
  await sealTrail(trail, Date.now());
  const bare = await aged(ADDRESSES_KEPT_MS + HOUR_MS);
  const young = await register();
  await control(
    "UPDATE sessions SET expires_at = ?2 WHERE user_id = ?1",
    gone.userId,
    Date.now() - SESSIONS_KEPT_MS - HOUR_MS,
  );
  await control(
    "UPDATE sessions SET expires_at = ?2, revoked_at = 1 WHERE user_id = ?1",
    bare.userId,
    Date.now() - SESSIONS_KEPT_MS + HOUR_MS,
  );
  await sweepControl(env, Date.now());
  expect(await actsOf(gone.userId)).toEqual([]);
  expect(await actsOf(bare.userId)).toEqual([{ ip: null, user_agent: null }]);
  expect(await actsOf(young.userId)).toEqual([
    { ip: expect.any(String), user_agent: "test-agent/1" },
  ]);
  await sealTrail(trail, Date.now());
  expect(await verifyTrail(trail, {})).toMatchObject({ valid: true, begins_after: 1, rows: 2 });
  const sessionsOf = (userId: string) =>
    control(
      "SELECT s.id, r.token_hash FROM sessions s JOIN refresh_tokens r ON r.session_id = s.id WHERE s.user_id = ?1",
      userId,
    );
  expect(await sessionsOf(gone.userId)).toEqual([]);
  expect(await sessionsOf(bare.userId)).toHaveLength(1);
  const sweeps = await control(
    "SELECT class, swept, finished_at FROM control_sweeps ORDER BY class",
  );
  expect(sweeps).toEqual([
    { class: "acts", swept: expect.any(Number), finished_at: expect.any(Number) },
    { class: "addresses", swept: expect.any(Number), finished_at: expect.any(Number) },
    { class: "sessions", swept: expect.any(Number), finished_at: expect.any(Number) },
  ]);

  // Once a day: what grows old meanwhile waits for the next pass.
  await control("UPDATE sessions SET expires_at = 1 WHERE user_id = ?1", bare.userId);
  await sweepControl(env, Date.now());
  expect(await sessionsOf(bare.userId)).toHaveLength(1);
  await sweepControl(env, Date.now() + 25 * HOUR_MS);
  expect(await sessionsOf(bare.userId)).toEqual([]);
});
