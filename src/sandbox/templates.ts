import type { JsonObject } from "#sandbox/result";
import type { Review } from "#sandbox/review-template";
import { randomDigits } from "#sandbox/rng";
import type { TemplateDraft } from "#sandbox/validate-template";

type TemplateRow = {
  readonly id: string;
  readonly waba_id: string;
  readonly name: string;
  readonly language: string;
  readonly category: string;
  readonly parameter_format: string;
  readonly components: string;
  readonly decision: string | null;
  readonly reason: string | null;
  readonly decided_at: number | null;
  readonly created_at: number;
};

export interface Template extends Omit<TemplateRow, "components"> {
  readonly components: readonly JsonObject[];
}

/** PENDING until the review is over, then what it decided. */
export const templateStatus = (template: Template, nowMs: number): string =>
  template.decision !== null && template.decided_at !== null && template.decided_at <= nowMs
    ? template.decision
    : "PENDING";

/** The message templates of the workspace's WABAs. */
export class Templates {
  private readonly byId = new Map<string, Template>();
  private readonly byName = new Map<string, Template>();
  private readonly sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.sql = sql;
    for (const row of sql.exec<TemplateRow>("SELECT * FROM templates ORDER BY created_at, id"))
      // Safe: only `create` writes the column, from components that were validated.
      this.keep({ ...row, components: JSON.parse(row.components) as JsonObject[] });
  }

  find(id: string): Template | undefined {
    return this.byId.get(id);
  }

  findByName(wabaId: string, name: string, language: string): Template | undefined {
    return this.byName.get(nameKey(wabaId, name, language));
  }

  ofWaba(wabaId: string): readonly Template[] {
    return [...this.byId.values()].filter((template) => template.waba_id === wabaId);
  }

  create(wabaId: string, draft: TemplateDraft, nowMs: number): Template {
    const template: Template = {
      ...draft,
      id: randomDigits(15),
      waba_id: wabaId,
      decision: null,
      reason: null,
      decided_at: null,
      created_at: nowMs,
    };
    this.sql.exec(
      "INSERT INTO templates VALUES (?, ?, ?, ?, ?, ?, ?, NULL, NULL, NULL, ?)",
      template.id,
      wabaId,
      template.name,
      template.language,
      template.category,
      template.parameter_format,
      JSON.stringify(template.components),
      nowMs,
    );
    this.keep(template);
    return template;
  }

  /** Set how the review ends, and when the template becomes what it decided. */
  decide(template: Template, review: Review, atMs: number): Template {
    this.sql.exec(
      "UPDATE templates SET decision = ?, reason = ?, decided_at = ? WHERE id = ?",
      review.event,
      review.reason,
      atMs,
      template.id,
    );
    const decided = {
      ...template,
      decision: review.event,
      reason: review.reason,
      decided_at: atMs,
    };
    this.keep(decided);
    return decided;
  }

  /** When the template was edited after an instant, Unix ms. */
  editsSince(id: string, sinceMs: number): readonly number[] {
    return this.sql
      .exec<{ at: number }>(
        "SELECT at FROM template_edits WHERE template_id = ? AND at > ?",
        id,
        sinceMs,
      )
      .toArray()
      .map(({ at }) => at);
  }

  /** Put another content in the place of a template's; it is PENDING again. */
  edit(template: Template, draft: TemplateDraft, nowMs: number): Template {
    this.sql.exec(
      "UPDATE templates SET category = ?, components = ?, decision = NULL, reason = NULL, decided_at = NULL WHERE id = ?",
      draft.category,
      JSON.stringify(draft.components),
      template.id,
    );
    if (template.decision === "APPROVED")
      this.sql.exec("INSERT INTO template_edits VALUES (?, ?)", template.id, nowMs);
    const edited = {
      ...template,
      category: draft.category,
      components: draft.components,
      decision: null,
      reason: null,
      decided_at: null,
    };
    this.keep(edited);
    return edited;
  }

  /** Meta puts a template into another category. */
  recategorise(template: Template, category: string): Template {
    this.sql.exec("UPDATE templates SET category = ? WHERE id = ?", category, template.id);
    const next = { ...template, category };
    this.keep(next);
    return next;
  }

  delete(templates: readonly Template[]): void {
    for (const template of templates) {
      this.sql.exec("DELETE FROM templates WHERE id = ?", template.id);
      this.byId.delete(template.id);
      this.byName.delete(nameKey(template.waba_id, template.name, template.language));
    }
  }

  private keep(template: Template): void {
    this.byId.set(template.id, template);
    this.byName.set(nameKey(template.waba_id, template.name, template.language), template);
  }
}

const nameKey = (wabaId: string, name: string, language: string): string =>
  `${wabaId}/${name}/${language}`;
