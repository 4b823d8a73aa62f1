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
  const number = whatIsTold(after);
  if (news.type === "access_lost")
    return [{ type: "number.needs_reauth", data: { ...number, reason: news.reason } }];
  if (news.type !== "stop") return [];
  const until = news.untilMs === null ? null : new Date(news.untilMs).toISOString();
  return [{ type: "number.restricted", data: { ...number, reason: news.reason, until } }];
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
