import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

import { textDe } from "#core/policy/text-de";
import { textEn } from "#core/policy/text-en";
import { textEs } from "#core/policy/text-es";
import { textPtBr } from "#core/policy/text-pt-br";
import {
  POLICY_LANGUAGES,
  type PolicyFacts,
  type PolicyLanguage,
  type PolicyText,
} from "#core/policy/version";

const TEXTS: Readonly<Record<PolicyLanguage, (facts: PolicyFacts) => PolicyText>> = {
  en: textEn,
  "pt-BR": textPtBr,
  es: textEs,
  de: textDe,
};

/** The policy's words in a language, as they hold for a deployment. */
export const policyText = (language: PolicyLanguage, facts: PolicyFacts): PolicyText =>
  TEXTS[language](facts);

/** SHA-256, hex, of what people accept: title, dates and sections in all languages, as a deployment shows them. */
export function policySha256(facts: PolicyFacts): string {
  const words = POLICY_LANGUAGES.map((language) => {
    const { title, dates, sections } = policyText(language, facts);
    return [language, title, dates, sections];
  });
  return bytesToHex(sha256(new TextEncoder().encode(JSON.stringify(words))));
}
