import { naming, stripPerson } from "#core/privacy/strip-person";
import type { ChangeItem } from "#core/whatsapp/envelope-change";
import { isRecord } from "#core/whatsapp/envelope-json";
import type { ReadChange } from "#features/inbound/read-mail";
import { readErased } from "#features/messages/index";
import type { ScopedContext } from "#platform/context";

/** Ids of messages in a text: Meta's, and ours. */
const MESSAGE_IDS = /wamid\.[\w+/=-]{1,256}|msg_[0-9a-z]{26}/g;

/**
 * Changes as they were before somebody was erased are not brought back: what is about an erased message (it comes again, or a
 * status of it comes late) is let go, and taken out of what is archived. What an erased person writes anew is somebody's who is
 * new here.
 */
export async function withoutErased(
  ctx: ScopedContext,
  run: readonly ReadChange[],
): Promise<readonly ReadChange[]> {
  const texts = run.map((change) => JSON.stringify(change.stored ?? null));
  const named = new Set(texts.flatMap((text) => text.match(MESSAGE_IDS) ?? []));
  const erased = named.size === 0 ? named : await readErased(ctx, [...named]);
  if (erased.size === 0) return run;
  return Promise.all(run.map((change) => without(ctx, change, erased)));
}

async function without(
  ctx: ScopedContext,
  change: ReadChange,
  erased: ReadonlySet<string>,
): Promise<ReadChange> {
  const items = change.items.filter((item) => !idsOf(item).some((id) => erased.has(id)));
  const isNamed = naming([...erased]);
  if (!isNamed(JSON.stringify(change.stored ?? null))) return change;
  const stored = isRecord(change.stored) ? change.stored : {};
  const left = stripPerson(stored["change"], isNamed) ?? null;
  if (change.r2Key === null) return { ...change, items, raw: JSON.stringify(left) };
  await rewrite(ctx, change.r2Key, items.length === 0 ? null : { ...stored, change: left });
  return { ...change, items };
}

/** The ids under which an item is, or is about, a message: what only quotes one, or reacts to it, is the person's own new act. */
function idsOf(item: ChangeItem): readonly string[] {
  if (item.kind === "edit" || item.kind === "revoke") return [item.originalWamid];
  if (item.kind === "status") return [item.wamid, item.opaqueId].flatMap((id) => id ?? []);
  const isMessage = item.kind === "message" || item.kind === "echo" || item.kind === "raw";
  return isMessage && item.wamid !== null ? [item.wamid] : [];
}

const rewrite = (ctx: ScopedContext, key: string, stored: object | null): Promise<void> =>
  stored === null ? ctx.bucket.delete(key) : ctx.bucket.put(key, JSON.stringify(stored));
