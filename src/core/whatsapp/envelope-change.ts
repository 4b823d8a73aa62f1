/**
 * One change, read in full: a list of items, each on its own, so that an odd one never stops its neighbours. What is not
 * interpreted is an item too: it is kept raw and listed.
 */
import { fieldOf } from "#core/whatsapp/envelope";
import { readAccountChange, type AccountChange } from "#core/whatsapp/envelope-account";
import { readCalls, type PersonsCall } from "#core/whatsapp/envelope-call";
import { readChangedMessage, type ChangedMessage } from "#core/whatsapp/envelope-changed";
import { readEcho, type EchoedMessage } from "#core/whatsapp/envelope-echo";
import { elements, member, textAt } from "#core/whatsapp/envelope-json";
import { readMessage, type InboundMessage } from "#core/whatsapp/envelope-message";
import { readUserIdUpdates, type MovedPerson } from "#core/whatsapp/envelope-move";
import { personOf, type Person } from "#core/whatsapp/envelope-person";
import { readStatus, type MessageStatus } from "#core/whatsapp/envelope-status";
import { itemTime, type ItemTime } from "#core/whatsapp/envelope-time";
import { readTemplateCopy, type TemplateCopy } from "#core/whatsapp/template-copy";

/** What Meta decided about a template. Ids are text, and the time is that of the entry. */
export interface TemplateChange extends ItemTime {
  readonly kind: "template";
  readonly metaTemplateId: string;
  readonly name: string | null;
  readonly language: string | null;
  /** Meta's event of a status change in upper case, e.g. `APPROVED`. */
  readonly event: string | null;
  readonly reason: string | null;
  readonly quality: string | null;
  /** The category that holds from now on; a mere announcement has none. */
  readonly category: string | null;
  /** What the template says from now on. */
  readonly copy: TemplateCopy | null;
  /** Meta's word for a pause, e.g. `FIRST_PAUSE`; absent without one. */
  readonly pause?: string;
  /** The category that it will have, and from when, Unix ms; absent when none is announced. */
  readonly announced?: { readonly category: string; readonly fromMs: number };
}

/** A person's choice about marketing, made in WhatsApp's own settings. */
export interface Preference extends ItemTime {
  readonly kind: "preference";
  readonly person: Person;
  readonly value: "stop" | "resume" | "signup";
}

/** Something that is kept as it came. `what` names it for the list, e.g. `group_message`, `history`, `errors`. */
export interface RawItem {
  readonly kind: "raw";
  readonly what: string;
  readonly wamid: string | null;
}

export type ChangeItem =
  | InboundMessage
  | ChangedMessage
  | EchoedMessage
  | MessageStatus
  | TemplateChange
  | AccountChange
  | Preference
  | MovedPerson
  | PersonsCall
  | RawItem;

export interface ParsedChange {
  readonly wabaId: string | null;
  readonly phoneNumberId: string | null;
  readonly field: string | null;
  /** At least one. */
  readonly items: readonly ChangeItem[];
}

/** Read one stored change. Never throws, whatever the JSON. */
export function parseChange(stored: unknown, receivedAtMs: number): ParsedChange {
  const change = member(stored, "change");
  const value = member(change, "value");
  const field = fieldOf(change) ?? textAt(stored, "field");
  const metadata = member(value, "metadata") ?? member(change, "metadata");
  const clock = { time: member(stored, "time"), receivedAtMs };
  const items = aboutAccount(field, value, clock) ?? itemsOf(field, value, receivedAtMs);
  return {
    wabaId: textAt(member(value, "waba_info"), "waba_id") ?? textAt(stored, "entry_id"),
    phoneNumberId: textAt(metadata, "phone_number_id"),
    field,
    items: items.length > 0 ? items : [{ kind: "raw", what: field ?? "unknown", wamid: null }],
  };
}

/** What a change says of an account, its numbers or its templates; null when it is about something else. */
function aboutAccount(
  field: string | null,
  value: unknown,
  { time, receivedAtMs }: { readonly time: unknown; readonly receivedAtMs: number },
): readonly ChangeItem[] | null {
  if (isTemplateField(field))
    return [readTemplate(value, itemTime(time, receivedAtMs)) ?? raw(field, null)];
  const account = readAccountChange(field, value, { time, receivedAtMs });
  return account === null ? null : [account];
}

const TEMPLATE_FIELDS: ReadonlySet<string> = new Set([
  "message_template_status_update",
  "message_template_quality_update",
  "template_category_update",
  "message_template_components_update",
]);

const isTemplateField = (field: string | null): field is string =>
  field !== null && TEMPLATE_FIELDS.has(field);

function itemsOf(field: string | null, value: unknown, receivedAtMs: number): ChangeItem[] {
  if (field === "messages") return messageItems(value, receivedAtMs);
  if (field === "smb_message_echoes")
    return elements(member(value, "message_echoes")).map(
      (echo) =>
        readChangedMessage(value, echo, { by: "business", receivedAtMs }) ??
        readEcho(value, echo, receivedAtMs) ??
        raw(field, echo),
    );
  if (field === "user_preferences")
    return elements(member(value, "user_preferences")).map(
      (preference) =>
        readPreference(value, preference, receivedAtMs) ?? raw("preference", preference),
    );
  if (field === "calls")
    return [
      ...readCalls(value, receivedAtMs).map((call) => call ?? raw(field, null)),
      ...elements(member(value, "statuses")).map((status) => raw(field, status)),
    ];
  if (field === "user_id_update")
    return readUserIdUpdates(value, receivedAtMs).map((move) => move ?? raw(field, null));
  return wamidsWithin(value).map((wamid) => ({ kind: "raw", what: field ?? "unknown", wamid }));
}

const messageItems = (value: unknown, receivedAtMs: number): ChangeItem[] => [
  ...elements(member(value, "messages")).map(
    (message) =>
      readChangedMessage(value, message, { by: "person", receivedAtMs }) ??
      readMessage(value, message, receivedAtMs) ??
      raw(whatIs(message, "message"), message),
  ),
  ...elements(member(value, "statuses")).map(
    (status) => readStatus(value, status, receivedAtMs) ?? raw(whatIs(status, "status"), status),
  ),
  ...(elements(member(value, "errors")).length > 0 ? [raw("errors", null)] : []),
];

const raw = (what: string, item: unknown): RawItem => ({
  kind: "raw",
  what,
  wamid: textAt(item, "id"),
});

const whatIs = (item: unknown, kind: "message" | "status"): string =>
  member(item, "group_id") !== undefined || textAt(item, "recipient_type") === "group"
    ? `group_${kind}`
    : kind;

function readPreference(value: unknown, item: unknown, receivedAtMs: number): Preference | null {
  const choice = textAt(item, "value");
  const person = personOf(value, {
    waId: textAt(item, "wa_id"),
    userId: textAt(item, "user_id"),
    parentId: textAt(item, "parent_user_id"),
  });
  if (person === null || textAt(item, "category") !== "marketing_messages") return null;
  if (choice !== "stop" && choice !== "resume" && choice !== "signup") return null;
  return {
    kind: "preference",
    person,
    value: choice,
    ...itemTime(member(item, "timestamp"), receivedAtMs),
  };
}

/**
 * The template fields are told apart by what they carry, because Meta's own sample of a quality change comes under the
 * field of the status. A category change announced for later carries `correct_category`: nothing has changed yet.
 */
function readTemplate(value: unknown, time: ItemTime): TemplateChange | null {
  const metaTemplateId = textAt(value, "message_template_id");
  if (metaTemplateId === null) return null;
  const change: TemplateChange = {
    kind: "template",
    metaTemplateId,
    name: textAt(value, "message_template_name"),
    language: textAt(value, "message_template_language"),
    event: textAt(value, "event"),
    reason: textAt(member(value, "rejection_info"), "reason") ?? textAt(value, "reason"),
    quality: textAt(value, "new_quality_score"),
    category: readCategory(value),
    copy: readTemplateCopy(value),
    ...readPause(value),
    ...readAnnounced(value),
    ...time,
  };
  return SUBJECTS.some((subject) => change[subject] != null) ? change : null;
}

/** What a change may say. */
const SUBJECTS = ["event", "quality", "category", "copy", "announced"] as const;

/** The category once the change is done; also told without the former one. */
const readCategory = (value: unknown): string | null =>
  textAt(value, "correct_category") === null ? textAt(value, "new_category") : null;

function readPause(value: unknown): Pick<TemplateChange, "pause"> {
  const pause = textAt(member(value, "other_info"), "title");
  return pause === null ? {} : { pause };
}

/** In an announcement `new_category` is still the present one. */
function readAnnounced(value: unknown): Pick<TemplateChange, "announced"> {
  const category = textAt(value, "correct_category");
  const seconds = Number(textAt(value, "category_update_timestamp") ?? Number.NaN);
  return category === null || !Number.isSafeInteger(seconds * 1000)
    ? {}
    : { announced: { category, fromMs: seconds * 1000 } };
}

/** The ids of messages inside a change that is kept raw, so that it can be found by them. At least one item. */
function wamidsWithin(value: unknown): (string | null)[] {
  const threads = elements(member(value, "history")).flatMap((part) =>
    elements(member(part, "threads")),
  );
  const found = [
    ...elements(member(value, "messages")),
    ...elements(member(value, "statuses")),
    ...threads.flatMap((thread) => elements(member(thread, "messages"))),
  ].map((message) => textAt(message, "id"));
  return found.length > 0 ? found : [null];
}
