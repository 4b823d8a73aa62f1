import {
  TEMPLATE_CATEGORIES,
  type TemplateCategory,
  type TemplateStatus,
} from "#core/template/states";

/** Meta's category when it is one that we know. */
export const categoryOf = (word: string | null): TemplateCategory | undefined =>
  TEMPLATE_CATEGORIES.find((known) => known === word?.toUpperCase());

/** Meta writes `en-US` in some webhooks and `en_US` everywhere else. */
export const normaliseLanguage = (language: string): string => language.replaceAll("-", "_");

/** Meta's words for coming back to a state that has a name already. */
const RETURNS: Readonly<Record<string, TemplateStatus>> = {
  reinstated: "approved",
  unarchived: "approved",
};

/** Our status for Meta's word: the same in lower case; what brings a template back is `approved`. */
export function statusOfEvent(event: string): TemplateStatus {
  const lower = event.toLowerCase();
  return RETURNS[lower] ?? lower;
}
