import { isId } from "#core/ids";
import type { ChangeItem } from "#core/whatsapp/envelope-change";
import { keysIn } from "#features/inbound/person-keys";
import { readAct } from "#features/inbound/read-act";
import type { ReadChange } from "#features/inbound/read-mail";

/** The keys that a drain asks the database for. */
export interface Asked {
  readonly people: Set<string>;
  /** Keys of those who act on consent. */
  readonly actors: Set<string>;
  readonly recipients: Set<string>;
  readonly wamids: Set<string>;
  readonly ids: Set<string>;
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
    changes: new Set(),
  };
  for (const change of changes)
    for (const item of change.items) {
      if (item.kind !== "message") asked.changes.add(change.key);
      mention(asked, item);
    }
  return asked;
}

function mention(asked: Asked, item: ChangeItem): void {
  mentionPerson(asked, item);
  if (item.kind === "edit" || item.kind === "revoke") asked.wamids.add(item.originalWamid);
  if (item.kind !== "message" && item.kind !== "status") return;
  if (item.wamid !== null) asked.wamids.add(item.wamid);
  const opaqueId = item.kind === "status" ? item.opaqueId : null;
  if (opaqueId !== null && isId("message", opaqueId)) asked.ids.add(opaqueId);
}

function mentionPerson(asked: Asked, item: ChangeItem): void {
  const keys = keysIn(item);
  if (item.kind === "status") {
    for (const key of keys) asked.recipients.add(key);
    return;
  }
  for (const key of keys) asked.people.add(key);
  if (readAct(item) !== null) for (const key of keys) asked.actors.add(key);
}
