/** Every rule of the linter: what breaking it weighs, and what to do about it. The checks beside this file find them. */
import type { LintRule } from "#core/whatsapp/template-lint/rule";
import { BUTTON_RULES } from "#core/whatsapp/template-lint/rules-buttons";
import { KIND_RULES } from "#core/whatsapp/template-lint/rules-kinds";
import { TEXT_RULES } from "#core/whatsapp/template-lint/rules-texts";

const RULES = { ...TEXT_RULES, ...BUTTON_RULES, ...KIND_RULES } as const;

/** A rule's name; it is never renamed. */
export type LintCode = keyof typeof RULES;

export const LINT_RULES: Readonly<Record<LintCode, LintRule>> = RULES;
