/** What can be done with a template that stands: edit it, and end a pause. Source: Meta, "Template management". */
import { refuse, accept, type Checked, type JsonObject } from "#sandbox/result";
import { endReview, startReview } from "#sandbox/template-desk";
import { templateStatus, type Template } from "#sandbox/templates";
import { invalidTemplate, validateTemplate } from "#sandbox/validate-template";
import type { World } from "#sandbox/world";

const DAY_MS = 86_400_000;
const EDITS = { perDay: 1, perThirtyDays: 10 };
const EDITABLE = ["APPROVED", "REJECTED", "PAUSED"];

const locked = (message: string): { ok: false; refusal: ReturnType<typeof invalidTemplate> } => ({
  ok: false,
  refusal: invalidTemplate(2388039, "The template cannot be changed", message),
});

/** Change the components or the category; the template is reviewed again. */
export function editTemplate(world: World, template: Template, body: JsonObject): Checked<null> {
  const nowMs = world.clock.nowMs();
  const status = templateStatus(template, nowMs);
  if (!EDITABLE.includes(status)) return locked(`A template that is ${status} is not edited.`);
  const refused = status === "APPROVED" ? approvedFault(world, template, body) : null;
  if (refused !== null) return refused;
  if (!Array.isArray(body["components"]) && typeof body["category"] !== "string")
    return refuse(100, "Give components or a category.");
  const draft = validateTemplate({ ...template, ...body, name: template.name });
  if (!draft.ok) return draft;
  startReview(world, world.templates.edit(template, draft.value, nowMs));
  return accept(null);
}

/** Why an approved template cannot be edited so, or not yet. */
function approvedFault(world: World, template: Template, body: JsonObject) {
  if (body["category"] !== undefined && body["category"] !== template.category)
    return refuse(100, "The category of an approved template cannot be changed.");
  const nowMs = world.clock.nowMs();
  const edits = world.templates.editsSince(template.id, nowMs - 30 * DAY_MS);
  const today = edits.filter((atMs) => atMs > nowMs - DAY_MS).length;
  return today >= EDITS.perDay || edits.length >= EDITS.perThirtyDays
    ? locked("An approved template is edited once a day and ten times in thirty days.")
    : null;
}

/** End a pause, as a business does after Meta's pacing paused a template. */
export function unpauseTemplate(world: World, template: Template): Checked<null> {
  const nowMs = world.clock.nowMs();
  if (templateStatus(template, nowMs) !== "PAUSED")
    return refuse(100, "Only a paused template can be unpaused.");
  endReview(world, template, { event: "APPROVED", reason: "NONE", explanation: null }, nowMs);
  return accept(null);
}
