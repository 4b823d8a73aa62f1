import type { Brief } from "../../api/drafts.ts";

/** A brief as a form holds it. */
export interface BriefValues {
  brief: string;
  goal: string;
  language: string;
  category: Brief["category"];
  tone: string;
  brand: string;
  /** Names with commas or spaces between them. */
  variables: string;
}

/** What is sent of a form: what is empty is left out. */
export function briefOf({ language, category, variables, ...texts }: BriefValues): Brief {
  const filled = Object.entries(texts)
    .map(([name, text]) => [name, text.trim()] as const)
    .filter(([, text]) => text !== "");
  const names = variables
    .split(/[\s,;]+/)
    .map((name) => name.replaceAll(/[{}]/g, "").toLowerCase())
    .filter((name) => name !== "");
  return {
    brief: texts.brief.trim(),
    ...Object.fromEntries(filled),
    language,
    category,
    ...(names.length > 0 && { variables: [...new Set(names)] }),
  };
}
