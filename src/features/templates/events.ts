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
  if (after.category !== before.category) events.push({ type: "template.category_changed", data });
  if (JSON.stringify(after.components) !== JSON.stringify(before.components))
    events.push({ type: "template.components_changed", data });
  const marks = [...marksOn(after.marks)];
  if (marks.join() !== marksOn(before.marks).join())
    events.push({ type: "template.marked", data: { ...data, marks } });
  return events;
}

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
