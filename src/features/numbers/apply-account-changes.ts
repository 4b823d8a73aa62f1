import type { NewEvent } from "#core/event/catalogue";
import { afterNews, isStop } from "#core/number/after-news";
import type { AccountChange, AccountNews, AccountSubject } from "#core/whatsapp/envelope-account";
import type { Statement } from "#db/statement";
import { accountTold, numberChanged } from "#features/numbers/events";
import { numbersOfAccounts, type NumberRow } from "#features/numbers/queries";
import { putNews } from "#features/numbers/writes-news";
import { configOf } from "#platform/config";
import type { ScopedContext } from "#platform/context";

/** A change about an account, or about a number of it. */
export interface AccountMail {
  readonly wabaId: string | null;
  readonly item: AccountChange;
  /** It was applied before: only whom it is about is looked up. */
  readonly isRepeated: boolean;
}

/** What changes about accounts lead to. */
export interface AccountOutcome {
  /** Whom each change is about that concerns this workspace: a number, or null for the account. Others are only kept. */
  readonly about: ReadonlyMap<AccountChange, NumberRow["id"] | null>;
  readonly statements: readonly Statement[];
  readonly events: readonly NewEvent[];
  /** Numbers that stop sending, as they are then. */
  readonly stopped: readonly NumberRow[];
}

/** What grows from one change to the next. */
interface Fold {
  readonly rows: Map<NumberRow["id"], NumberRow>;
  readonly about: Map<AccountChange, NumberRow["id"] | null>;
  readonly events: NewEvent[];
  readonly nowMs: number;
  readonly metaAppId: string | null;
}

/**
 * What Meta's word about accounts and numbers changes here, one change after the other. Nothing is read without any. The
 * statements roll back (`isNumberMoved`) when somebody else changed a number meanwhile.
 */
export async function applyAccountChanges(
  ctx: ScopedContext,
  mail: readonly AccountMail[],
): Promise<AccountOutcome> {
  const wabaIds = new Set(mail.flatMap(({ wabaId }) => wabaId ?? []));
  const before = wabaIds.size === 0 ? [] : await numbersOfAccounts(ctx.db, [...wabaIds]);
  const fold: Fold = {
    rows: new Map(before.map((row) => [row.id, row])),
    about: new Map(),
    events: [],
    nowMs: ctx.nowMs(),
    metaAppId: configOf(ctx.env).metaAppId,
  };
  for (const one of mail) hear(fold, one);
  const changed = before.flatMap((row) => {
    const after = fold.rows.get(row.id) ?? row;
    return after === row ? [] : [{ row, after }];
  });
  return {
    about: fold.about,
    statements: changed.flatMap(({ row, after }) => putNews(ctx.db, row, after, fold.nowMs)),
    events: fold.events,
    stopped: changed.flatMap(({ row, after }) => (row.status === after.status ? [] : [after])),
  };
}

function hear(fold: Fold, { wabaId, item, isRepeated }: AccountMail): void {
  const accountNow = () => [...fold.rows.values()].filter((row) => row.wabaId === wabaId);
  const [first] = numbersOf(accountNow(), item.about);
  if (first === undefined) return;
  const news = item.news.filter((one) => isOurs(one, first.appId ?? fold.metaAppId));
  if (news.length === 0) return;
  const numberId = item.about.type === "account" ? null : first.id;
  fold.about.set(item, numberId);
  if (isRepeated) return;
  for (const one of news) {
    const about = { wabaId: first.wabaId, numberId };
    const account = accountNow();
    // A limit is the whole portfolio's, whatever number it is told with.
    const concerned = one.type === "limit" ? account : numbersOf(account, item.about);
    const told = change(fold, concerned, { news: one, atMs: item.atMs });
    fold.events.push(...told.events, ...accountTold(about, one, told));
  }
}

/** Change numbers; `isSilent`: what stops them is told of none of them, because those that it meets are paused. */
function change(
  fold: Fold,
  concerned: readonly NumberRow[],
  { news, atMs }: { readonly news: AccountNews; readonly atMs: number },
): { readonly events: readonly NewEvent[]; readonly isSilent: boolean } {
  const heard = { atMs, nowMs: fold.nowMs };
  const events: NewEvent[] = [];
  for (const before of concerned) {
    const after = afterNews(before, news, heard);
    fold.rows.set(after.id, after);
    events.push(...numberChanged(before, after, news));
  }
  const isMet = concerned.some((row) => row.status === "paused" && isStop(row, news, heard));
  return { events, isSilent: events.length === 0 && isMet };
}

function numbersOf(account: readonly NumberRow[], about: AccountSubject): readonly NumberRow[] {
  switch (about.type) {
    case "account":
      return account;
    case "digits":
      return account.filter((row) => row.displayPhoneNumber.replaceAll(/\D/g, "") === about.digits);
    case "number":
      return account.filter((row) => row.phoneNumberId === about.phoneNumberId);
  }
}

/** Access that another app lost is no business of ours; without an app's id nobody can tell. */
const isOurs = (news: AccountNews, appId: string | null): boolean =>
  news.type !== "access_lost" || news.appId === null || news.appId === appId;
