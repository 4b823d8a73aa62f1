import type { RoutedChange, StoredChange } from "#core/whatsapp/envelope";
import { openControlDb } from "#db/control/client";
import { quarantine } from "#db/control/schema";
import { sha256Hex } from "#platform/hash";
import { newId } from "#platform/ids";
import { log } from "#platform/log";
import { seal } from "#platform/secrets/envelope";

/** Sealed bodies are kept so long, then deleted unread. */
export const QUARANTINE_MS = 14 * 24 * 60 * 60 * 1000;
const SWEEP_MAX = 100;

/** Why a body cannot be given to a workspace. */
export type QuarantineReason = "unknown_number" | "unreadable";

/** What is set aside, and what is known of it. */
interface SetAside {
  readonly phoneNumberId: string | null;
  readonly wabaId: string | null;
  readonly field: string | null;
  readonly body: string;
  readonly reason: QuarantineReason;
}

/**
 * Set aside changes that no workspace here owns: the body sealed in R2, ids, size and hash in the control database. Changes
 * of one number go together.
 */
export async function quarantineChanges(
  env: Env,
  changes: readonly RoutedChange[],
  textOf: (change: StoredChange) => string,
): Promise<void> {
  const byNumber = Map.groupBy(changes, (c) => `${c.phoneNumberId} ${c.wabaIds.join(" ")}`);
  await Promise.all(
    [...byNumber.values()].map((group) => {
      const [first] = group;
      return setAside(env, {
        phoneNumberId: first?.phoneNumberId ?? null,
        wabaId: first?.wabaIds[0] ?? null,
        field: first?.field ?? null,
        body: `[${group.map(textOf).join(",")}]`,
        reason: "unknown_number",
      });
    }),
  );
}

/** Set one body aside. The row is written last, so it never names a body that is not there. */
export async function setAside(env: Env, what: SetAside): Promise<void> {
  const id = newId("quarantine");
  const r2Key = `quarantine/${id}`;
  const bytes = Uint8Array.from(new TextEncoder().encode(what.body));
  const at = { tenantId: "control", table: "quarantine", column: "r2_key", row: id } as const;
  await env.MEDIA.put(r2Key, await seal(env, at, what.body));
  await openControlDb(env.CONTROL_DB)
    .insert(quarantine)
    .values({
      id,
      receivedAt: Date.now(),
      phoneNumberId: what.phoneNumberId,
      wabaId: what.wabaId,
      field: what.field,
      sizeBytes: bytes.length,
      sha256: await sha256Hex(bytes),
      r2Key,
      reason: what.reason,
    });
  log("warn", "webhook.quarantined", {
    id,
    phone_number_id: what.phoneNumberId,
    waba_id: what.wabaId,
    reason: what.reason,
  });
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
