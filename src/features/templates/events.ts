import type { EventData, NewEvent } from "#core/event/catalogue";
import { marksOn } from "#core/template/marks";
import type { TemplateRow } from "#features/templates/queries";

export const templateSubmitted = (row: TemplateRow): NewEvent => ({
  type: "template.submitted",
  data: whatIsTold(row),
});

/** What Meta's change of a template tells. Statuses without an event of their own change the row silently. */
export function templateChanged(before: TemplateRow, after: TemplateRow): NewEvent[] {
  const data = whatIsTold(after);
  const status = after.status === before.status ? undefined : STATUS_EVENTS[after.status];
  const events: NewEvent[] = status === undefined ? [] : [{ type: status, data }];
  if (after.quality !== before.quality) events.push({ type: "template.quality_changed", data });
  if (after.category !== before.category) events.push(...categoryChanged(before, after));
  if (JSON.stringify(after.components) !== JSON.stringify(before.components))
    events.push({ type: "template.components_changed", data });
  const marks = [...marksOn(after.marks)];
  if (marks.join() !== marksOn(before.marks).join())
    events.push({ type: "template.marked", data: { ...data, marks } });
  return events;
}

/** Another category; from utility to marketing it is told apart, because it costs more and needs a grant. */
export function categoryChanged(before: TemplateRow, after: TemplateRow): NewEvent[] {
  const data = whatIsTold(after);
  const drift = { ...data, from: before.category, to: after.category, effective_at: null };
  return [
    { type: "template.category_changed", data },
    ...(before.category === "UTILITY" && after.category === "MARKETING"
      ? [{ type: "template.category_drifted" as const, data: drift }]
      : []),
  ];
}

/** Meta will take it for something else. */
export const categoryAnnounced = (
  row: TemplateRow,
  { category, fromMs }: { readonly category: string; readonly fromMs: number },
): NewEvent => ({
  type: "template.category_drifted",
  data: {
    ...whatIsTold(row),
    from: row.category,
    to: category,
    effective_at: new Date(fromMs).toISOString(),
  },
});

export const templateFound = (row: TemplateRow): NewEvent => ({
  type: "template.found",
  data: whatIsTold(row),
});

const STATUS_EVENTS: Readonly<
  Record<
    string,
    | "template.approved"
    | "template.rejected"
    | "template.paused"
    | "template.disabled"
    | "template.missing_upstream"
    | undefined
  >
> = {
  approved: "template.approved",
  rejected: "template.rejected",
  paused: "template.paused",
  disabled: "template.disabled",
  missing_upstream: "template.missing_upstream",
};

const whatIsTold = (row: TemplateRow): EventData<"template.submitted"> => ({
  template_id: row.id,
  waba_id: row.wabaId,
  name: row.name,
  language: row.language,
  category: row.category,
  status: row.status,
  quality: row.quality,
  rejected_reason: row.rejectedReason,
});
