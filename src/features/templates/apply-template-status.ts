import type { NewEvent } from "#core/event/catalogue";
import {
  isNews,
  TEMPLATE_MARKS,
  type TemplateMarks,
  type TemplateSubject,
} from "#core/template/marks";
import { marksCarried } from "#core/template/opt-out-buttons";
import { hasSameWords, type TemplateComponent } from "#core/whatsapp/template-components";
import { refreshComponents, type TemplateCopy } from "#core/whatsapp/template-copy";
import {
  categoryOf,
  normaliseLanguage,
  pauseEndMs,
  verdictOf,
  type TemplateVerdict,
} from "#core/whatsapp/template-status";
import type { Statement } from "#db/statement";
import { categoryAnnounced, templateChanged } from "#features/templates/events";
import { findTemplateOfMeta, type HistoryRow, type TemplateRow } from "#features/templates/queries";
import { applyMetaChange, type MetaChange } from "#features/templates/writes";
import { recordChange } from "#features/templates/writes-history";
import type { ScopedContext } from "#platform/context";

/** What Meta says of a template; what it does not speak of is null or absent. */
export interface TemplateUpdate {
  readonly wabaId: string | null;
  readonly metaTemplateId: string;
  readonly name: string | null;
  /** With a dash or an underscore: Meta uses both. */
  readonly language: string | null;
  /** Meta's word for what happened, e.g. `APPROVED`. */
  readonly event: string | null;
  readonly reason: string | null;
  readonly quality: string | null;
  readonly category: string | null;
  readonly copy: TemplateCopy | null;
  /** All of its components, as Meta lists them. */
  readonly components?: readonly TemplateComponent[] | null;
  /** Meta's word for a pause, e.g. `FIRST_PAUSE`. */
  readonly pause?: string;
  /** The category that it will have, and from when, Unix ms. */
  readonly announced?: { readonly category: string; readonly fromMs: number };
  /** When Meta said it, Unix ms. */
  readonly atMs: number;
}

/** What an update changes of a row. */
export interface Told {
  readonly statements: readonly Statement[];
  readonly events: readonly NewEvent[];
  readonly after: TemplateRow;
}

/**
 * What a webhook about a template changes. Safe to apply twice: what the row already says is not told again. So is it in any
 * order: of each subject Meta's last word counts, whenever it comes.
 *
 * @returns undefined when no template of ours is meant, or the words are not known: the caller keeps the change as it came.
 */
export async function applyTemplateStatus(
  ctx: ScopedContext,
  update: TemplateUpdate,
): Promise<Pick<Told, "statements" | "events"> | undefined> {
  const language = update.language === null ? null : normaliseLanguage(update.language);
  const row = await findTemplateOfMeta(ctx.db, { ...update, language });
  if (row === undefined || wordsOf(update).length === 0) return undefined;
  const { statements, events } = changeTold(ctx, row, update);
  return { statements, events };
}

/** What an update changes of a template that is known, and how the history calls it. */
export function changeTold(
  ctx: ScopedContext,
  row: TemplateRow,
  update: TemplateUpdate,
  act: HistoryRow["act"] = "told",
): Told {
  const news = wordsOf(update).filter(({ subject }) => isNews(row.marks, subject, update.atMs));
  const set: MetaChange = {
    metaTemplateId: update.metaTemplateId,
    ...Object.assign({}, ...news.map((word) => word.set?.(row) ?? {})),
  };
  const said = Object.fromEntries(
    news.map(({ subject, on }) => [subject, { at: update.atMs, ...(on !== undefined && { on }) }]),
  ) satisfies TemplateMarks;
  const after: TemplateRow = { ...row, ...set, marks: { ...row.marks, ...said } };
  const events = [...templateChanged(row, after), ...announcement(row, update)];
  const isChanged =
    events.length > 0 || COLUMNS.some((column) => textOf(row[column]) !== textOf(after[column]));
  // A list says the same of everything again and again: only what it changes is written.
  if (!isChanged && (news.length === 0 || act === "found"))
    return { statements: [], events, after: row };
  const updatedAt = isChanged ? Math.max(ctx.nowMs(), row.updatedAt + 1) : row.updatedAt;
  const atMs = update.atMs;
  return {
    statements: [
      applyMetaChange(ctx.db, row.id, { ...set, said, updatedAt }),
      ...recordChange(ctx.db, { act, atMs, before: row, after }),
    ],
    events,
    after: { ...after, updatedAt },
  };
}

/** What was announced is told once. */
const announcement = (row: TemplateRow, { announced, atMs }: TemplateUpdate): NewEvent[] =>
  announced === undefined || (row.marks.announced?.at ?? -Infinity) >= atMs
    ? []
    : [categoryAnnounced(row, announced)];

/** The marks of a template of which Meta has just said this word. */
export const marksTold = (event: string, atMs: number): TemplateMarks =>
  Object.fromEntries([
    ["status", { at: atMs }],
    ...Object.entries(verdictOf(event)?.marks ?? {}).map(([mark, on]) => [mark, { at: atMs, on }]),
  ]) as TemplateMarks;

const COLUMNS = [
  "status",
  "rejectedReason",
  "pausedUntil",
  "quality",
  "category",
  "metaTemplateId",
  "components",
] as const;

const textOf = (value: TemplateRow[(typeof COLUMNS)[number]]): string => JSON.stringify(value);

/** What an update says of one subject. */
interface Word {
  readonly subject: TemplateSubject;
  /** Of a mark. */
  readonly on?: boolean;
  /** Only the columns that it speaks of: another update of the same template may be in the same batch. */
  readonly set?: (row: TemplateRow) => MetaChange;
}

function wordsOf(update: TemplateUpdate): readonly Word[] {
  const { quality, copy, components, announced } = update;
  const verdict = update.event === null ? undefined : verdictOf(update.event);
  const category = categoryOf(update.category);
  return [
    ...(verdict === undefined ? [] : wordsOfVerdict(verdict, update)),
    ...(quality === null
      ? []
      : [{ subject: "quality" as const, set: () => ({ quality: quality.toLowerCase() }) }]),
    ...(category === undefined
      ? []
      : [{ subject: "category" as const, set: () => ({ category }) }]),
    ...(copy === null
      ? []
      : [
          {
            subject: "components" as const,
            set: (row: TemplateRow) => withComponents(row, refreshComponents(row.components, copy)),
          },
        ]),
    ...(components == null
      ? []
      : [
          {
            subject: "components" as const,
            set: (row: TemplateRow) =>
              hasSameWords(row.components, components) ? {} : withComponents(row, components),
          },
        ]),
    ...(announced === undefined ? [] : [{ subject: "announced" as const }]),
  ];
}

/** The components as Meta tells them. Which buttons stop marketing is ours, and goes along. */
const withComponents = (
  row: TemplateRow,
  components: readonly TemplateComponent[],
): MetaChange => ({
  components,
  ...(row.optOutButtons.length > 0 && {
    optOutButtons: marksCarried(row.optOutButtons, row.components, components),
  }),
});

function wordsOfVerdict({ status, marks = {} }: TemplateVerdict, update: TemplateUpdate): Word[] {
  const words: Word[] = TEMPLATE_MARKS.flatMap((subject) => {
    const on = marks[subject];
    return on === undefined ? [] : [{ subject, on }];
  });
  if (status === undefined) return words;
  const reason = update.reason === "NONE" ? null : update.reason;
  const set = (row: TemplateRow) => ({
    status,
    rejectedReason: status === "rejected" ? (reason ?? row.rejectedReason) : null,
    pausedUntil:
      status === "paused"
        ? (pauseEndMs(update.pause, update.atMs) ??
          (row.status === "paused" ? row.pausedUntil : null))
        : null,
  });
  return [...words, { subject: "status", set }];
}
