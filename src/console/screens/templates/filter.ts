/** What the list of templates is narrowed to, and how it is put together. Pure. */
import type { Template } from "../../api/templates.ts";

/** Lives in the address. */
export interface TemplateFilter {
  readonly name?: string;
  readonly status?: string;
  readonly category?: string;
  readonly language?: string;
}

export const matching = (
  templates: readonly Template[],
  { name = "", status, category, language }: TemplateFilter,
): Template[] =>
  templates.filter(
    (template) =>
      template.name.includes(name.trim().toLowerCase().replaceAll(/\s+/g, "_")) &&
      (status === undefined || template.status === status) &&
      (category === undefined || template.category === category) &&
      (language === undefined || template.language === language),
  );

/** One message in its languages. */
export interface TemplateGroup {
  readonly name: string;
  readonly languages: readonly Template[];
}

/** Languages of one name together; the name whose newest language is newest comes first. */
export const byName = (templates: readonly Template[]): TemplateGroup[] =>
  [...Map.groupBy(templates, ({ waba_id: account, name }) => `${account} ${name}`).values()].map(
    (languages) => ({ name: languages[0]?.name ?? "", languages }),
  );
