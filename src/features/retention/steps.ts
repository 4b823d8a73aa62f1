/** One bounded step of the sweep of each class: what it lets go, by the functions of whoever owns the rows. */
import type { Id } from "#core/ids";
import type { RetentionClass } from "#core/retention/classes";
import type { Step } from "#core/retention/pass";
import type { Statement } from "#db/statement";
import { forgetArchived, storeRows, sweepLeft } from "#features/archive/index";
import { forgetOldAddresses, forgetOldAudit } from "#features/audit/index";
import { forgetLongChanges } from "#features/inbound/index";
import { dropMedia, findOldMedia, mediaIdOf } from "#features/media/index";
import { deleteMessages, findOldMessages, findRows, firstIdAt } from "#features/messages/index";
import { unfileMessages } from "#features/search/index";
import { forgetOldLog } from "#features/webhooks/index";
import type { ScopedContext } from "#platform/context";

/** What a step is asked for. */
export interface StepAsk {
  /** That the step before answered; empty at the beginning. */
  readonly position: string;
  /** What is older leaves, Unix ms. */
  readonly beforeMs: number;
  /** Whose data stays. */
  readonly heldContactIds: readonly Id<"contact">[];
}

/** A step that is to be committed. */
export interface PlannedStep extends Step {
  readonly statements: readonly Statement[];
}

type ClassStep = (ctx: ScopedContext, ask: StepAsk) => Promise<PlannedStep>;

/** Messages that one step looks at: its deletes write some seven rows for each. */
const MESSAGES = 500;
const MEDIA = 200;
const LOG_ROWS = 200;

/** The archive's part of a pass goes on behind this. */
const ARCHIVE = "archive|";

/** First those in the database, then those in the archive. */
const messages: ClassStep = async (ctx, ask) => {
  if (ask.position.startsWith(ARCHIVE)) return archived(ctx, ask);
  const { ids, after } = await findOldMessages(ctx.db, {
    ...ask,
    after: ask.position,
    limit: MESSAGES,
  });
  return {
    statements: [
      ...deleteMessages(ctx.db, ids),
      ...unfileMessages(ctx.db, ids),
      ...dropMedia(ctx.db, ids.map(mediaIdOf), ctx.nowMs()),
    ],
    swept: ids.length,
    position: after ?? ARCHIVE,
  };
};

const archived: ClassStep = async (ctx, ask) => {
  const { ids, ...step } = await forgetArchived(ctx, {
    ...ask,
    position: ask.position.slice(ARCHIVE.length),
    beforeId: firstIdAt(ask.beforeMs),
  });
  return {
    statements: [...step.statements, ...dropMedia(ctx.db, ids.map(mediaIdOf), ctx.nowMs())],
    swept: ids.length,
    position: step.position === null ? null : `${ARCHIVE}${step.position}`,
  };
};

/** Old messages move to the archive: their object is in the bucket before they leave the database. */
const liveMessages: ClassStep = async (ctx, { position, ...ask }) => {
  if (position === "") await sweepLeft(ctx);
  const old = await findOldMessages(ctx.db, { ...ask, after: position, limit: MESSAGES });
  const [first, ...more] = await findRows(ctx.db, old.ids);
  if (first === undefined) return { statements: [], swept: 0, position: old.after };
  const { ids, statements } = await storeRows(ctx, [first, ...more]);
  return {
    statements: [...statements, ...deleteMessages(ctx.db, ids), ...unfileMessages(ctx.db, ids)],
    swept: ids.length,
    position: ids.length < old.ids.length ? (ids.at(-1) ?? null) : old.after,
  };
};

/** The bytes leave the bucket by the media's own sweep. */
const media: ClassStep = async (ctx, { position, ...ask }) => {
  const { ids, after } = await findOldMedia(ctx.db, { ...ask, after: position, limit: MEDIA });
  return { statements: dropMedia(ctx.db, ids, ctx.nowMs()), swept: ids.length, position: after };
};

/** Entries of the archive go by the session object's own clock; what was too long for one is an object in the bucket. */
const rawWebhooks: ClassStep = async (ctx, ask) => ({
  statements: [],
  ...(await forgetLongChanges(ctx, ask)),
});

const deliveryLog: ClassStep = async (ctx, ask) => {
  const { rows, ...step } = await forgetOldLog(ctx, { ...ask, limit: LOG_ROWS });
  return { ...step, swept: rows };
};

/** How one class is swept. */
export interface SweptClass {
  readonly name: RetentionClass;
  readonly step: ClassStep;
  /** The next pass goes on where the last one ended. */
  readonly keepsPosition: boolean;
}

/** The classes that the daily sweep looks after, in its order. The others are looked after where they are. */
export const SWEPT: readonly SweptClass[] = [
  { name: "messages", step: messages, keepsPosition: false },
  { name: "live_messages", step: liveMessages, keepsPosition: false },
  { name: "media", step: media, keepsPosition: false },
  { name: "raw_webhooks", step: rawWebhooks, keepsPosition: false },
  { name: "delivery_log", step: deliveryLog, keepsPosition: false },
  { name: "audit", step: forgetOldAudit, keepsPosition: false },
  { name: "audit_addresses", step: forgetOldAddresses, keepsPosition: true },
];
