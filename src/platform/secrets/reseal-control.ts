/** The control plane's part of a rotation of `ENCRYPTION_KEYS`: see `reseal`. */
import { openControlDb } from "#db/control/client";
import { CONTROL_SEALED } from "#db/sealed-columns";
import { configOf } from "#platform/config";
import { describeError, log } from "#platform/log";
import { open, seal, sealedBy } from "#platform/secrets/envelope";
import { onceClean, resealColumns } from "#platform/secrets/reseal";

/** Objects that one run seals. */
const OBJECTS_MAX = 100;
/** What tells the key stands at the beginning of a sealed text. */
const HEAD_BYTES = 40;
const QUARANTINE = "quarantine/";

/** Seal anew what of the control plane, and of what is set aside in the bucket, was sealed with an old key. Part of the scheduled handler. */
export const resealControl = (env: Env): Promise<void> =>
  onceClean(env, "control", async () => {
    const ctx = { control: openControlDb(env.CONTROL_DB) };
    const isDone = await resealColumns(env, {
      db: ctx.control,
      tenantId: "control",
      columns: CONTROL_SEALED,
      write: async (statements) => void (await ctx.control.$client.batch([...statements])),
    });
    return (await resealQuarantine(env)) && isDone;
  });

/** Webhooks that are set aside. Each object is replaced only as it was read: one that is handed over meanwhile stays gone. */
async function resealQuarantine(env: Env): Promise<boolean> {
  const { current } = configOf(env).encryptionKeys;
  let left = OBJECTS_MAX;
  for (let cursor: string | undefined; ;) {
    const page = await env.MEDIA.list({
      prefix: QUARANTINE,
      ...(cursor === undefined ? {} : { cursor }),
    });
    for (const { key } of page.objects) {
      const head = await env.MEDIA.get(key, { range: { offset: 0, length: HEAD_BYTES } });
      if (head === null || sealedBy(await head.text()) === current) continue;
      await resealObject(env, key);
      left -= 1;
      if (left <= 0) return false;
    }
    if (!page.truncated) return true;
    cursor = page.cursor;
  }
}

async function resealObject(env: Env, key: string): Promise<void> {
  const object = await env.MEDIA.get(key);
  if (object === null) return;
  const row = key.slice(QUARANTINE.length);
  const at = { tenantId: "control", table: "quarantine", column: "r2_key", row } as const;
  try {
    const text = await seal(env, at, await open(env, at, await object.text()));
    await env.MEDIA.put(key, text, { onlyIf: { etagMatches: object.etag } });
  } catch (error) {
    log("error", "secrets.not_resealed", {
      table: at.table,
      column: at.column,
      ...describeError(error),
    });
  }
}
