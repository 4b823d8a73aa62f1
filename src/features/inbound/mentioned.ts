import { isId } from "#core/ids";
import type { ChangeItem } from "#core/whatsapp/envelope-change";
import { keysIn } from "#features/inbound/person-keys";
import { readAct, requestIn, tappedIn } from "#features/inbound/read-act";
import type { ReadChange } from "#features/inbound/read-mail";

/** The keys that a drain asks the database for. */
export interface Asked {
  readonly people: Set<string>;
  /** Keys of those who act on consent. */
  readonly actors: Set<string>;
  readonly recipients: Set<string>;
  readonly wamids: Set<string>;
  readonly ids: Set<string>;
  /** Wamids of messages whose button was tapped. */
  readonly tapped: Set<string>;
  /** Requests for consent, by the key of `requestIn`. */
  readonly requests: Set<string>;
  readonly changes: Set<string>;
}

/** What the changes mention. */
export function mentioned(changes: readonly ReadChange[]): Asked {
  const asked: Asked = {
    people: new Set(),
    actors: new Set(),
    recipients: new Set(),
    wamids: new Set(),
    ids: new Set(),
    tapped: new Set(),
    requests: new Set(),
    changes: new Set(),
  };
  for (const change of changes)
    for (const item of change.items) {
      if (item.kind !== "message" && item.kind !== "echo") asked.changes.add(change.key);
      mention(asked, item);
    }
  return asked;
}

function mention(asked: Asked, item: ChangeItem): void {
  mentionPerson(asked, item);
  for (const wamid of wamidsIn(item)) asked.wamids.add(wamid);
  const tapped = tappedIn(item);
  if (tapped !== null) asked.tapped.add(tapped);
  const request = requestIn(item);
  if (request !== null) asked.requests.add(request);
  const opaqueId = item.kind === "status" ? item.opaqueId : null;
  if (opaqueId !== null && isId("message", opaqueId)) asked.ids.add(opaqueId);
}

/** Meta's ids of the messages that an item is, or is about. */
function wamidsIn(item: ChangeItem): readonly string[] {
  if (item.kind === "edit" || item.kind === "revoke") return [item.originalWamid];
  if (item.kind === "message")
    return [item.wamid, ...(item.reactsTo === null ? [] : [item.reactsTo.wamid])];
  const isSent = item.kind === "echo" || item.kind === "status";
  return isSent && item.wamid !== null ? [item.wamid] : [];
}

function mentionPerson(asked: Asked, item: ChangeItem): void {
  const keys = keysIn(item);
  if (item.kind === "status") {
    for (const key of keys) asked.recipients.add(key);
    return;
  }
  for (const key of keys) asked.people.add(key);
  if (readAct(item) !== null || requestIn(item) !== null)
    for (const key of keys) asked.actors.add(key);
}
