import type { EventData, NewEvent } from "#core/event/catalogue";
import type { AccountNews, AlertSeverity } from "#core/whatsapp/envelope-account";
import type { NumberRow } from "#features/numbers/queries";

export const numberConnected = (row: NumberRow): NewEvent => ({
  type: "number.connected",
  data: whatIsTold(row),
});

export const numberDisconnected = (row: NumberRow): NewEvent => ({
  type: "number.disconnected",
  data: whatIsTold(row),
});

/** What Meta's word changed of a number; `news` is the word that did it. */
export const numberChanged = (
  before: NumberRow,
  after: NumberRow,
  news: AccountNews,
): readonly NewEvent[] => [
  ...qualityChanged(before, after),
  ...limitChanged(before, after),
  ...(before.verifiedName === after.verifiedName
    ? []
    : [{ type: "number.name_changed", data: whatIsTold(after) } as const]),
  ...(before.status === after.status ? [] : stopped(after, news)),
];

function qualityChanged(before: NumberRow, after: NumberRow): readonly NewEvent[] {
  const { qualityRating: quality_rating } = after;
  const { qualityRating: previous } = before;
  if (quality_rating === previous) return [];
  const data = { ...whatIsTold(after), quality_rating, previous };
  return [{ type: "number.quality_changed", data }];
}

function limitChanged(before: NumberRow, after: NumberRow): readonly NewEvent[] {
  const { messagingLimit: messaging_limit, throughputMps: throughput_mps } = after;
  if (messaging_limit === before.messagingLimit && throughput_mps === before.throughputMps)
    return [];
  const data = { ...whatIsTold(after), messaging_limit, throughput_mps };
  return [{ type: "number.limit_changed", data }];
}

function stopped(after: NumberRow, news: AccountNews): readonly NewEvent[] {
  if (news.type === "access_lost")
    return [numberStopped(after, { reason: news.reason, untilMs: null })];
  return news.type === "stop" ? [numberStopped(after, news)] : [];
}

/**
 * A number sends no more, because Meta says so or refused it.
 *
 * @param after The number as it is then. `untilMs`, Unix ms, is null when Meta does not say when it ends.
 */
export function numberStopped(
  after: NumberRow,
  { reason, untilMs }: { readonly reason: string; readonly untilMs: number | null },
): NewEvent {
  const number = whatIsTold(after);
  if (after.status === "needs_reauth")
    return { type: "number.needs_reauth", data: { ...number, reason } };
  const until = untilMs === null ? null : new Date(untilMs).toISOString();
  return { type: "number.restricted", data: { ...number, reason, until } };
}

/**
 * What is told of an account as such, once however many numbers it has; an alert about a number names it.
 *
 * @param isSilent What stops the account is told of no number: then it is an alert.
 */
export const accountTold = (
  { wabaId, numberId }: { readonly wabaId: string; readonly numberId: NumberRow["id"] | null },
  news: AccountNews,
  { isSilent }: { readonly isSilent: boolean },
): readonly NewEvent[] => {
  if (news.type === "reinstated")
    return [{ type: "number.reinstated", data: { waba_id: wabaId, reason: news.reason } }];
  const alerted = (alert: string, severity: AlertSeverity): readonly NewEvent[] => [
    { type: "number.alerted", data: { waba_id: wabaId, number_id: numberId, alert, severity } },
  ];
  if (news.type === "alert") return alerted(news.alert, news.severity);
  return isSilent && "reason" in news ? alerted(news.reason, "critical") : [];
};

export const tokenExpiring = (row: NumberRow, endsAtMs: number): NewEvent => ({
  type: "number.token_expiring",
  data: { ...whatIsTold(row), expires_at: new Date(endsAtMs).toISOString() },
});

const whatIsTold = (row: NumberRow): EventData<"number.connected"> => ({
  number_id: row.id,
  kind: row.kind,
  waba_id: row.wabaId,
  phone_number_id: row.phoneNumberId,
});
