import { REPLY_BOUNDS, replyBucket } from "#core/analytics/reply-times";
import type { Id } from "#core/ids";
import { authorKind, type MessageAuthor } from "#core/message/author";

/** What was counted in one slot of one number, by the name of what is counted. */
export type Counts = Readonly<Record<string, number>>;

/** Whom a message belongs to, as far as it is counted. */
export interface CountedMessage {
  readonly author: MessageAuthor | null;
  readonly campaignId: Id<"campaign"> | null;
  readonly templateId: Id<"template"> | null;
  /** `marketing`, `utility` or `authentication`; `service` without a template. */
  readonly category: string;
}

export const PROGRESS = ["sent", "delivered", "read", "failed"] as const;
export type Progress = (typeof PROGRESS)[number];

/** Names of what is counted, each with how it is found again. A name never changes: rows of years hold it. */
export const COUNT = {
  received: "received",
  echoed: "echoed",
  conversations: "conversations",
  contacts: "contacts",
  optIns: "opt_ins",
  optOuts: "opt_outs",
  progress: (what: Progress) => what,
  ofCategory: (what: Progress, category: string) => `c:${category}:${what}`,
  ofTemplate: (what: Progress, id: Id<"template">) => `t:${id}:${what}`,
  ofAuthor: (what: "sent" | "replies" | "reply_seconds", id: MessageAuthor) => `a:${id}:${what}`,
  billed: (category: string, market: string, isFree: boolean) =>
    `${isFree ? "f" : "b"}:${category}:${market}`,
  replies: "r:n",
  replySeconds: "r:seconds",
  replyBucket: (i: number) => `r:${i}`,
} as const;

/** The counts of a message that came so far. */
export function countProgress(what: Progress, message: CountedMessage): readonly string[] {
  const { author, templateId, category } = message;
  return [
    COUNT.progress(what),
    COUNT.ofCategory(what, category),
    ...(templateId === null ? [] : [COUNT.ofTemplate(what, templateId)]),
    ...(what === "sent" && author !== null ? [COUNT.ofAuthor("sent", author)] : []),
  ];
}

/** The counts of an answer after a wait, by how much each rises. */
export function countReply(seconds: number, author: MessageAuthor | null): Counts {
  return {
    [COUNT.replies]: 1,
    [COUNT.replySeconds]: seconds,
    [COUNT.replyBucket(replyBucket(seconds))]: 1,
    ...(author === null
      ? {}
      : {
          [COUNT.ofAuthor("replies", author)]: 1,
          [COUNT.ofAuthor("reply_seconds", author)]: seconds,
        }),
  };
}

/** Answers by bucket, of summed counts. */
export const replyCounts = (counts: Counts): readonly number[] =>
  Array.from({ length: REPLY_BOUNDS.length + 1 }, (_, i) => counts[COUNT.replyBucket(i)] ?? 0);

/** Whether a message is an answer of the business's: neither a campaign nor an automation sent it. */
export const isAnswer = ({
  author,
  campaignId,
}: Pick<CountedMessage, "author" | "campaignId">): boolean =>
  campaignId === null && (author === null || authorKind(author) !== "automation");

/** Add counts up. */
export function addCounts(a: Counts, b: Counts): Counts {
  const sum: Record<string, number> = { ...a };
  for (const [name, n] of Object.entries(b)) sum[name] = (sum[name] ?? 0) + n;
  return sum;
}
