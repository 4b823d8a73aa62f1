/** What Meta says of a template beside its status. A flagged one may still be sent, a locked one cannot be edited. */
export const TEMPLATE_MARKS = ["flagged", "locked", "pending_deletion"] as const;
export type TemplateMark = (typeof TEMPLATE_MARKS)[number];

/** What Meta's words can be about. */
export type TemplateSubject =
  | TemplateMark
  | "status"
  | "quality"
  | "category"
  | "components"
  | "announced";

/** Meta's last word on each subject: when it was said, Unix ms, and of a mark whether it is on. */
export type TemplateMarks = {
  readonly [S in TemplateSubject]?: { readonly at: number; readonly on?: boolean };
};

/** The marks that are on. */
export const marksOn = (marks: TemplateMarks): readonly TemplateMark[] =>
  TEMPLATE_MARKS.filter((mark) => marks[mark]?.on === true);

/** Whether a word of that instant, Unix ms, still counts: nothing newer was said of its subject. */
export const isNews = (marks: TemplateMarks, subject: TemplateSubject, atMs: number): boolean =>
  atMs >= (marks[subject]?.at ?? -Infinity);
