/** What travels together in one webhook, and its body. Source: Meta, "Webhooks". */
import type { Entry, Notice } from "#sandbox/outbox";
import type { JsonObject } from "#sandbox/result";

const STATUSES_PER_WEBHOOK_MAX = 50;

/** Statuses of one number share a webhook until something else of that number comes between them. */
export function groupNotices(entries: readonly Entry[]): Entry[][] {
  const groups: Entry[][] = [];
  const openGroups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const number = entry.notice.metadata?.phone_number_id ?? "";
    const openGroup = openGroups.get(number);
    if (entry.notice.status === undefined) {
      openGroups.delete(number);
      groups.push([entry]);
    } else if (openGroup !== undefined && openGroup.length < STATUSES_PER_WEBHOOK_MAX) {
      openGroup.push(entry);
    } else {
      const group = [entry];
      openGroups.set(number, group);
      groups.push(group);
    }
  }
  return groups;
}

/** The body of one webhook. Only what is about a WABA carries `time`. */
export function envelopeOf(group: readonly Entry[], nowMs: number): JsonObject {
  const notices = group.map((entry) => entry.notice);
  const [first] = notices;
  const statuses = notices.flatMap((notice) =>
    notice.status === undefined ? [] : [notice.status],
  );
  const contacts = distinctContacts(notices);
  const value = {
    ...(first?.metadata ? { messaging_product: "whatsapp", metadata: first.metadata } : {}),
    ...(statuses.length > 0 ? { ...(contacts.length > 0 ? { contacts } : {}), statuses } : {}),
    ...first?.value,
  };
  return {
    object: "whatsapp_business_account",
    entry: [
      {
        id: first?.wabaId,
        ...(first?.metadata ? {} : { time: Math.floor(nowMs / 1000) }),
        changes: [{ value, field: first?.field }],
      },
    ],
  };
}

function distinctContacts(notices: readonly Notice[]): JsonObject[] {
  const byUser = new Map<unknown, JsonObject>();
  for (const { contact } of notices)
    if (contact !== undefined) byUser.set(contact["user_id"], contact);
  return [...byUser.values()];
}
