import type { Id } from "#core/ids";
import { partsOf } from "#core/whatsapp/change-parts";
import { splitDelivery } from "#core/whatsapp/envelope";
import { isDeeperThan } from "#core/whatsapp/envelope-json";
import { storedText, type ArrivedChange } from "#features/inbound/arrived";
import { findOwners } from "#features/inbound/find-owners";
import { longChangeKey } from "#features/inbound/long-changes";
import { quarantineChanges, setAside, type Astray } from "#features/inbound/quarantine-changes";
import { newId } from "#platform/ids";
import { log } from "#platform/log";
import { bucketOf, sessionOf } from "#platform/tenancy";

/**
 * A change longer than this goes to R2, and its key into the mailbox. Bytes of UTF-8. No value is longer than 1 MiB: a row of an
 * object ends at 2,000,000 bytes in production, and local objects accept more, so only a test holds us to it.
 */
export const MAIL_BYTES_MAX = 1_000_000;

/** Meta's deepest webhook has 12 levels; writing a very deep one again takes seconds. */
const LEVELS_MAX = 100;

/** No character takes more bytes of UTF-8 for each unit of UTF-16. */
const BYTES_PER_UNIT_MAX = 3;

interface NewMail {
  readonly body: string | null;
  readonly r2Key: string | null;
}

/**
 * Give every change of a signed body to the mailbox of the workspace that owns it: one call for each workspace. Durable when
 * it resolves. What nobody owns or can read is set aside. To deliver twice does no harm.
 *
 * @param appId The Meta app under which it came; null: the deployment's own.
 * @throws When the routes cannot be read, or a part cannot be stored; some parts may then be stored already.
 */
export async function deliverBody(env: Env, text: string, appId: string | null): Promise<void> {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    log("warn", "webhook.ignored", { reason: "not_json" });
    return;
  }
  const delivery = splitDelivery(body);
  if (delivery.type === "ignored") {
    log("warn", "webhook.ignored", { reason: delivery.reason });
    return;
  }
  if (isDeeperThan(LEVELS_MAX, body)) {
    await setAside(env, { ...NOBODY, appId, body: text, reason: "unreadable" });
    return;
  }
  const changes = delivery.changes.flatMap(partsOf);
  await deliverChanges(
    env,
    changes.map((change) => ({ ...change, appId })),
    delivery,
  );
}

const NOBODY = { phoneNumberId: null, wabaId: null, field: null, tenantId: null } as const;

/**
 * Give changes to the mailboxes of their workspaces. What nobody owns, or what came under another app than its number or account
 * was connected with, is set aside; what nobody owns of another product of Meta's is let go. Durable when it resolves.
 */
export async function deliverChanges(
  env: Env,
  changes: readonly ArrivedChange[],
  { isOthers }: { readonly isOthers: boolean } = { isOthers: false },
): Promise<void> {
  const owners = await findOwners(env, changes);
  const byOwner = new Map<Id<"tenant">, ArrivedChange[]>();
  const astray: Astray[] = [];
  changes.forEach((change, i) => {
    const owner = owners[i] ?? null;
    if (owner === null || owner.appId !== change.appId) astray.push({ change, owner });
    else byOwner.set(owner.tenantId, [...(byOwner.get(owner.tenantId) ?? []), change]);
  });
  const work = [...byOwner].map(async ([owner, own]) => {
    const mail = await Promise.all(own.map((change) => mailOf(env, owner, storedText(change))));
    await sessionOf(env, owner).append(mail);
  });
  if (astray.length > 0 && isOthers) log("warn", "webhook.ignored", { reason: "other_object" });
  else if (astray.length > 0) work.push(quarantineChanges(env, astray));
  await Promise.all(work);
}

async function mailOf(env: Env, owner: Id<"tenant">, body: string): Promise<NewMail> {
  if (!isTooLong(body)) return { body, r2Key: null };
  const r2Key = longChangeKey(newId("change"));
  await bucketOf(env, owner).put(r2Key, body);
  return { body: null, r2Key };
}

const isTooLong = (text: string): boolean =>
  text.length * BYTES_PER_UNIT_MAX > MAIL_BYTES_MAX &&
  new TextEncoder().encode(text).length > MAIL_BYTES_MAX;
