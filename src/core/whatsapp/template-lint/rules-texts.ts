import { TEMPLATE_LANGUAGES } from "#core/whatsapp/template-language";
/** Rules about the name, the texts, their variables and their words. */
import type { LintRule } from "#core/whatsapp/template-lint/rule";

export const TEXT_RULES = {
  name_characters: { severity: "error", remedy: "Rename it, e.g. order_shipped." },
  name_reserved: { severity: "error", remedy: "Choose another name." },
  language_unknown: {
    severity: "error",
    remedy: `Give one of Meta's codes: ${[...TEMPLATE_LANGUAGES].join(", ")}.`,
  },
  unsupported: { severity: "error", remedy: "Use a kind that Meta documents." },
  component_shape: { severity: "error", remedy: "Write the component as Meta documents it." },
  component_twice: { severity: "error", remedy: "Keep one." },
  body_missing: { severity: "error", remedy: "Add a BODY with a text." },
  text_empty: { severity: "error", remedy: "Write a text, or leave the part out." },
  text_too_long: { severity: "error", remedy: "Shorten it." },
  text_lines: { severity: "error", remedy: "Keep one line." },
  variable_malformed: {
    severity: "error",
    remedy:
      "Write variables as {{1}}, {{2}}, … without spaces, or make the template's variables named.",
  },
  variable_name: {
    severity: "error",
    remedy: "Name variables with lower-case letters, digits and underscores, e.g. {{first_name}}.",
  },
  variable_sequence: { severity: "error", remedy: "Number them from 1." },
  variable_at_edge: {
    severity: "error",
    remedy: "Put words before the first and after the last variable.",
  },
  variables_adjacent: { severity: "error", remedy: "Put words between them." },
  variable_density: {
    severity: "warning",
    remedy: "Write more text around the variables, or use fewer of them.",
  },
  variable_forbidden: { severity: "error", remedy: "Write plain text." },
  header_variables: {
    severity: "error",
    remedy: "Keep one and move the others into the body.",
  },
  example_missing: {
    severity: "error",
    remedy: "Give one example for each variable, in their order.",
  },
  example_too_long: {
    severity: "warning",
    remedy: "Shorten the examples, or the text around them.",
  },
  header_formatting: { severity: "warning", remedy: "Write the header in plain letters." },
  body_blank_lines: { severity: "warning", remedy: "Leave one line empty at most." },
  body_spaces: { severity: "warning", remedy: "Use one space." },
  emoji_many: { severity: "warning", remedy: "Keep ten emoji at most." },
  shouting: { severity: "hint", remedy: "Write in sentences." },
  punctuation_run: { severity: "hint", remedy: "One mark is enough." },
  promotional_words: {
    severity: "warning",
    remedy: "Choose the category MARKETING, or leave the offer out.",
  },
  code_outside_authentication: {
    severity: "warning",
    remedy: "Choose the category AUTHENTICATION for one-time codes.",
  },
  sensitive_data: {
    severity: "warning",
    remedy: "Do not ask for passwords, cards or identity numbers.",
  },
  url_shortener: { severity: "warning", remedy: "Write the whole address of your own site." },
  url_whatsapp: { severity: "warning", remedy: "Use a quick reply or a call button instead." },
  opt_out_missing: {
    severity: "hint",
    remedy:
      'Say in the footer how to stop offers, e.g. "Reply STOP to opt out", or mark a quick reply as opt-out.',
  },
  us_marketing: {
    severity: "hint",
    remedy: "Leave out numbers of the United States, or make it a utility message.",
  },
} as const satisfies Record<string, LintRule>;
