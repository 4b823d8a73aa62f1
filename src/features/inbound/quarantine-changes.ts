import type { Id } from "#core/ids";
import { openControlDb } from "#db/control/client";
import { quarantine } from "#db/control/schema";
import { toStatement, type Statement } from "#db/statement";
import { storedText, type ArrivedChange } from "#features/inbound/arrived";
import type { Owner } from "#features/inbound/find-owners";
import { formerOwners } from "#features/numbers/index";
import { commitControl } from "#platform/commit-control";
import { sha256Hex } from "#platform/hash";
import { newId } from "#platform/ids";
import { IsolateCache } from "#platform/isolate-cache";
import { log } from "#platform/log";
import { seal } from "#platform/secrets/envelope";

/** Sealed bodies are kept so long, then deleted unread. */
export const QUARANTINE_MS = 14 * 24 * 60 * 60 * 1000;
const SWEEP_MAX = 100;

/** A change that cannot be given to a workspace, and who owns its number or account, under another app. */
export interface Astray {
  readonly change: ArrivedChange;
  readonly owner: Owner | null;
}

/** What is set aside, and what is known of it. */
interface SetAside {
  readonly phoneNumberId: string | null;
  readonly wabaId: string | null;
  readonly field: string | null;
  readonly body: string;
  readonly appId: string | null;
  /** Whom it concerns, when that is known. */
  readonly tenantId: Id<"tenant"> | null;
  readonly reason: "unknown_number" | "disconnected" | "wrong_app" | "unreadable";
}

/**
 * Set aside changes that no workspace here owns, or owns under another Meta app: the body sealed in R2, ids, size and hash in
 * the control database. Changes of one number go together. Mail that comes under another app is told in the audit trail of the
 * workspace that owns the number.
 */
export async function quarantineChanges(env: Env, astray: readonly Astray[]): Promise<void> {
  const byNumber = Map.groupBy(
    astray,
    ({ change: c }) => `${c.phoneNumberId} ${c.wabaIds.join(" ")}`,
  );
  const former = await formerOwners(
    openControlDb(env.CONTROL_DB),
    astray.flatMap(({ change, owner }) => (owner === null ? keyOf(change) : [])),
  );
  await Promise.all(
    [...byNumber.values()].map(async (group) => {
      const [first] = group;
      if (first === undefined) return;
      const { change, owner } = first;
      const gaveUp = keyOf(change).flatMap((key) => former.get(key) ?? [])[0];
      const what: SetAside = {
        phoneNumberId: change.phoneNumberId,
        wabaId: change.wabaIds[0] ?? null,
        field: change.field,
        body: `[${group.map((one) => storedText(one.change)).join(",")}]`,
        appId: change.appId,
        tenantId: owner?.tenantId ?? gaveUp ?? null,
        reason:
          owner !== null ? "wrong_app" : gaveUp !== undefined ? "disconnected" : "unknown_number",
      };
      await (owner === null ? setAside(env, what) : setAsideAsWrong(env, what, owner));
    }),
  );
}

/** As `released_routes` has it: a number decides alone. */
const keyOf = ({ phoneNumberId, wabaIds }: ArrivedChange): readonly string[] =>
  phoneNumberId === null ? wabaIds.map((id) => `w${id}`) : [`p${phoneNumberId}`];

/** Set one body aside. The row is written last, so it never names a body that is not there. */
export async function setAside(env: Env, what: SetAside): Promise<void> {
  await (await sealedAside(env, what)).run();
}

/** What was told of lately, so that an app that goes on sending does not fill the trail: once an hour in each isolate. */
const told = new IsolateCache<string, true>({ entriesMax: 5_000, ttlMs: 60 * 60 * 1000 });

async function setAsideAsWrong(env: Env, what: SetAside, owner: Owner): Promise<void> {
  const row = await sealedAside(env, what);
  const target = owner.numberId ?? what.wabaId;
  const key = [owner.tenantId, target, what.appId].join(" ");
  if (told.get(key) !== undefined) {
    await row.run();
    return;
  }
  await commitControl(
    {
      control: openControlDb(env.CONTROL_DB),
      env,
      origin: { requestId: crypto.randomUUID(), ip: null, userAgent: null },
      nowMs: () => Date.now(),
      newId,
    },
    {
      statements: [row],
      audit: {
        action: "number.wrong_app",
        target,
        actor: { kind: "meta", id: what.appId },
        tenantId: owner.tenantId,
        outcome: "failure",
        changes: { app_id: what.appId, connected_with: owner.appId, field: what.field },
      },
    },
  );
  told.set(key, true);
}

/** Seal a body into the bucket. @returns The row that tells of it. */
async function sealedAside(env: Env, what: SetAside): Promise<Statement> {
  const { body, ...known } = what;
  const id = newId("quarantine");
  const r2Key = `quarantine/${id}`;
  const bytes = Uint8Array.from(new TextEncoder().encode(body));
  const at = { tenantId: "control", table: "quarantine", column: "r2_key", row: id } as const;
  await env.MEDIA.put(r2Key, await seal(env, at, body));
  log("warn", "webhook.quarantined", {
    id,
    phone_number_id: what.phoneNumberId,
    waba_id: what.wabaId,
    app_id: what.appId,
    reason: what.reason,
  });
  const control = openControlDb(env.CONTROL_DB);
  const sha256 = await sha256Hex(bytes);
  const row = { ...known, id, receivedAt: Date.now(), sizeBytes: bytes.length, sha256, r2Key };
  return toStatement(control, control.insert(quarantine).values(row));
}

/** Delete what has been set aside for long enough. Ids are ordered by time, so the oldest come first. */
export async function sweepQuarantine(env: Env, nowMs: number): Promise<void> {
  const { results } = await env.CONTROL_DB.prepare(
    "SELECT id, r2_key AS r2Key, received_at AS receivedAt FROM quarantine ORDER BY id LIMIT ?",
  )
    .bind(SWEEP_MAX)
    .all<{ id: string; r2Key: string; receivedAt: number }>();
  const over = results.filter((row) => row.receivedAt + QUARANTINE_MS <= nowMs);
  if (over.length === 0) return;
  await env.MEDIA.delete(over.map((row) => row.r2Key));
  await env.CONTROL_DB.prepare(
    "DELETE FROM quarantine WHERE id IN (SELECT value FROM json_each(?1))",
  )
    .bind(JSON.stringify(over.map((row) => row.id)))
    .run();
}
