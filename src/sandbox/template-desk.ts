import { accept, type Checked, type JsonObject } from "#sandbox/result";
import { reviewTemplate, type Review } from "#sandbox/review-template";
import { tellBoth } from "#sandbox/tell";
import type { Template } from "#sandbox/templates";
import { invalidTemplate, validateTemplate } from "#sandbox/validate-template";
import { categoryValue, templateValue } from "#sandbox/webhooks";
import type { World } from "#sandbox/world";

/** Take in a template: check it, keep it as PENDING, and let the review end a little later as the number's rule says. */
export function submitTemplate(world: World, wabaId: string, body: JsonObject): Checked<Template> {
  const draft = validateTemplate(body);
  if (!draft.ok) return draft;
  const { name, language } = draft.value;
  if (world.templates.findByName(wabaId, name, language) !== undefined)
    return {
      ok: false,
      refusal: invalidTemplate(
        2388024,
        "The template exists",
        `There is a template ${name} in ${language} already.`,
      ),
    };
  const template = world.templates.create(wabaId, draft.value, world.clock.nowMs());
  startReview(world, template);
  return accept(template);
}

/** Let the review of a template end a little later, as its number's rule says. */
export function startReview(world: World, template: Template): void {
  const number = world.numbers.ofWaba(template.waba_id);
  const review = number === undefined ? null : reviewTemplate(template, number.template_review);
  if (number !== undefined && review !== null)
    endReview(world, template, review, world.clock.nowMs() + number.latency_ms);
}

/** Let a template become what a review decided, and tell it by webhook, both at `atMs`. */
export function endReview(world: World, template: Template, review: Review, atMs: number): void {
  const decided = world.templates.decide(template, review, atMs);
  const number = world.numbers.ofWaba(template.waba_id);
  if (number === undefined) return;
  tellBoth(world, number, [
    {
      dueMs: atMs,
      wabaId: template.waba_id,
      field: "message_template_status_update",
      metadata: null,
      value: templateValue(decided, review),
    },
  ]);
}

/** Meta finds that a template is of another category, and tells it by webhook. */
export function recategorise(world: World, template: Template, category: string): void {
  const after = world.templates.recategorise(template, category);
  const number = world.numbers.ofWaba(template.waba_id);
  if (number === undefined) return;
  tellBoth(world, number, [
    {
      dueMs: world.clock.nowMs(),
      wabaId: template.waba_id,
      field: "template_category_update",
      metadata: null,
      value: categoryValue(after, template.category),
    },
  ]);
}
