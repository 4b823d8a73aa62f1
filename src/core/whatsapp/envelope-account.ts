/**
 * What Meta says of a number or an account: its limits, its name, and whether it may be used at all. Most of these changes name
 * a number by its digits or not at all, so whom they are about is found later, within the account.
 */
import type { NumberQuality } from "#core/number/states";
import { elements, member, textAt, textOf } from "#core/whatsapp/envelope-json";
import { instantOf, itemTime, type ItemTime } from "#core/whatsapp/envelope-time";
import { HIGH_MPS, readMessagingLimit } from "#core/whatsapp/graph-number";

/** Whom a change is about: every number of the account, one by its digits, or one by Meta's id. */
export type AccountSubject =
  | { readonly type: "account" }
  | { readonly type: "digits"; readonly digits: string }
  | { readonly type: "number"; readonly phoneNumberId: string };

/** How much an alert matters, in Meta's words. */
export const ALERT_SEVERITIES = ["critical", "warning", "informational"] as const;
export type AlertSeverity = (typeof ALERT_SEVERITIES)[number];

/** One thing that is new. Words of Meta's are in lower case and hold nothing of a person. */
export type AccountNews =
  /** Unique people per moving 24 hours; null = unlimited. */
  | { readonly type: "limit"; readonly limit: number | null }
  /** Meta warns of the quality, or takes the warning back: what it is then is not said. */
  | { readonly type: "quality"; readonly rating: NumberQuality }
  /** Messages per second; it was raised. */
  | { readonly type: "throughput"; readonly mps: number }
  | { readonly type: "name"; readonly name: string }
  /** Nothing goes out any more, until `untilMs` (Unix ms) where Meta says so. */
  | { readonly type: "stop"; readonly reason: string; readonly untilMs: number | null }
  /** An app lost its access to the account; null when none is named: then it is ours. */
  | { readonly type: "access_lost"; readonly reason: string; readonly appId: string | null }
  /** Meta took a ban back. */
  | { readonly type: "reinstated"; readonly reason: string }
  /** For a person to know; nothing changes by itself. */
  | { readonly type: "alert"; readonly alert: string; readonly severity: AlertSeverity };

/** One change about a number or an account. `atMs`: the time of its entry, which Meta gives in whole seconds. */
export interface AccountChange extends ItemTime {
  readonly kind: "account";
  readonly about: AccountSubject;
  /** At least one. */
  readonly news: readonly AccountNews[];
}

/** Read a change of one of these fields; null when the field is another, or says nothing that is known. Never throws. */
export function readAccountChange(
  field: string | null,
  value: unknown,
  { time, receivedAtMs }: { readonly time: unknown; readonly receivedAtMs: number },
): AccountChange | null {
  const read = field === null ? undefined : READERS.get(field);
  const news = read?.(value) ?? [];
  if (news.length === 0) return null;
  return { kind: "account", about: subjectOf(value), news, ...itemTime(time, receivedAtMs) };
}

const ACCOUNT: AccountSubject = { type: "account" };

function subjectOf(value: unknown): AccountSubject {
  const digits = textAt(value, "display_phone_number")?.replaceAll(/\D/g, "");
  if (digits !== undefined && digits !== "") return { type: "digits", digits };
  const phoneNumberId = textAt(value, "entity_id");
  return textAt(value, "entity_type") === "PHONE_NUMBER" && phoneNumberId !== null
    ? { type: "number", phoneNumberId }
    : ACCOUNT;
}

type Reader = (value: unknown) => readonly AccountNews[];

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["phone_number_quality_update", (value) => [...limitIn(value), ...qualityEvent(value)]],
  ["business_capability_update", (value) => limitIn(value)],
  ["phone_number_name_update", nameUpdate],
  ["account_update", accountUpdate],
  ["account_review_update", (value) => alertOf("account_review", word(value, "decision"))],
  ["security", (value) => alertOf("security", word(value, "event"))],
  ["account_alerts", accountAlert],
]);

/** The members that tell the limit: the newest first, then those that it took the place of. */
const LIMITS = [
  "max_daily_conversations_per_business",
  "max_daily_conversation_per_phone",
  "current_limit",
];

function limitIn(value: unknown): readonly AccountNews[] {
  for (const name of LIMITS) {
    const limit = readMessagingLimit(member(value, name));
    if (limit !== undefined) return [{ type: "limit", limit }];
  }
  return [];
}

/** What the events of a quality update say beside the limit. */
const QUALITY_EVENTS: ReadonlyMap<string | null, AccountNews> = new Map<string, AccountNews>([
  ["throughput_upgrade", { type: "throughput", mps: HIGH_MPS }],
  ["flagged", { type: "quality", rating: "red" }],
  ["unflagged", { type: "quality", rating: "unknown" }],
]);

function qualityEvent(value: unknown): readonly AccountNews[] {
  const news = QUALITY_EVENTS.get(word(value, "event"));
  return news === undefined ? [] : [news];
}

function nameUpdate(value: unknown): readonly AccountNews[] {
  const decision = word(value, "decision");
  const name = textAt(value, "requested_verified_name");
  if (decision === "approved") return name === null ? [] : [{ type: "name", name }];
  return alertOf("name", decision);
}

function accountUpdate(value: unknown): readonly AccountNews[] {
  const event = word(value, "event") ?? "";
  switch (event) {
    case "account_deleted":
    case "account_offboarded":
      return [{ type: "stop", reason: event, untilMs: null }];
    case "account_reconnected":
      return [{ type: "reinstated", reason: event }];
    case "disabled_update":
      return banUpdate(word(member(value, "ban_info"), "waba_ban_state"));
    case "account_restriction":
      return restrictions(elements(member(value, "restriction_info")));
    case "account_violation":
      return [{ type: "alert", alert: event, severity: "critical" }];
    case "partner_removed":
    case "partner_app_uninstalled": {
      const appId = textAt(member(value, "waba_info"), "partner_app_id");
      return [{ type: "access_lost", reason: event, appId }];
    }
    default:
      return [];
  }
}

function banUpdate(state: string | null): readonly AccountNews[] {
  if (state === "disable") return [{ type: "stop", reason: "account_disabled", untilMs: null }];
  if (state === "reinstate") return [{ type: "reinstated", reason: "account_reinstated" }];
  return alertOf("account", state);
}

/** What stops messages stops the number; what stops something else (calls, adding a number) is only told. */
function restrictions(infos: readonly unknown[]): readonly AccountNews[] {
  const read = infos.flatMap((info) => {
    const reason = word(info, "restriction_type");
    return reason === null ? [] : [{ reason, untilMs: instantOf(member(info, "expiration")) }];
  });
  const stops = read.filter(({ reason }) => reason.endsWith("_messaging"));
  const others = read.filter((restriction) => !stops.includes(restriction));
  const [first] = stops;
  const ends = stops.map(({ untilMs }) => untilMs ?? Infinity);
  const untilMs = Math.max(...ends);
  return [
    ...others.map(
      ({ reason }) => ({ type: "alert", alert: reason, severity: "critical" }) as const,
    ),
    ...(first === undefined
      ? []
      : [
          {
            type: "stop",
            reason: first.reason,
            untilMs: Number.isFinite(untilMs) ? untilMs : null,
          } as const,
        ]),
  ];
}

function accountAlert(value: unknown): readonly AccountNews[] {
  const info = member(value, "alert_info") ?? value;
  const alert = word(info, "alert_type");
  const severity = ALERT_SEVERITIES.find((known) => known === word(info, "alert_severity"));
  return alert === null ? [] : [{ type: "alert", alert, severity: severity ?? "warning" }];
}

/** Good and neutral endings of what Meta decides; the others want somebody to look. */
const CALM: ReadonlySet<string> = new Set(["approved", "pending", "deferred"]);

function alertOf(about: string, said: string | null): readonly AccountNews[] {
  if (said === null) return [];
  return [
    {
      type: "alert",
      alert: `${about}_${said}`,
      severity: CALM.has(said) ? "informational" : "warning",
    },
  ];
}

/** A word of Meta's, such as `PIN_CHANGED`, in lower case; anything that is more than a word is none. */
function word(value: unknown, name: string): string | null {
  const text = textOf(member(value, name)) ?? "";
  return /^[A-Za-z][A-Za-z0-9_]{0,63}$/.test(text) ? text.toLowerCase() : null;
}
