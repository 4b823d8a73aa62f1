import type { NewEvent } from "#core/event/catalogue";
import {
  isNews,
  TEMPLATE_MARKS,
  type TemplateMarks,
  type TemplateSubject,
} from "#core/template/marks";
import { refreshComponents, type TemplateCopy } from "#core/whatsapp/template-copy";
import {
  categoryOf,
  normaliseLanguage,
  verdictOf,
  type TemplateVerdict,
} from "#core/whatsapp/template-status";
import type { Statement } from "#db/statement";
import { templateChanged } from "#features/templates/events";
import { findTemplateOfMeta, type TemplateRow } from "#features/templates/queries";
import { applyMetaChange, type MetaChange } from "#features/templates/writes";
import type { ScopedContext } from "#platform/context";

/** What a webhook says of a template; what it does not speak of is null. */
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
  /** When Meta said it, Unix ms. */
  readonly atMs: number;
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
): Promise<
  { readonly statements: readonly Statement[]; readonly events: readonly NewEvent[] } | undefined
> {
  const language = update.language === null ? null : normaliseLanguage(update.language);
  const row = await findTemplateOfMeta(ctx.db, { ...update, language });
  const words = wordsOf(update);
  if (row === undefined || words.length === 0) return undefined;

  const news = words.filter(({ subject }) => isNews(row.marks, subject, update.atMs));
  const set: MetaChange = {
    metaTemplateId: update.metaTemplateId,
    ...Object.assign({}, ...news.map((word) => word.set?.(row) ?? {})),
  };
  const said = Object.fromEntries(
    news.map(({ subject, on }) => [subject, { at: update.atMs, ...(on !== undefined && { on }) }]),
  ) satisfies TemplateMarks;
  const after: TemplateRow = { ...row, ...set, marks: { ...row.marks, ...said } };
  const events = templateChanged(row, after);
  const isChanged =
    events.length > 0 || COLUMNS.some((column) => textOf(row[column]) !== textOf(after[column]));
  if (!isChanged && news.length === 0) return { statements: [], events };
  const updatedAt = isChanged ? Math.max(ctx.nowMs(), row.updatedAt + 1) : row.updatedAt;
  return { statements: [applyMetaChange(ctx.db, row.id, { ...set, said, updatedAt })], events };
}

const COLUMNS = [
  "status",
  "rejectedReason",
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
  const { quality, copy } = update;
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
            set: (row: TemplateRow) => ({ components: refreshComponents(row.components, copy) }),
          },
        ]),
  ];
}

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
  });
  return [...words, { subject: "status", set }];
}
