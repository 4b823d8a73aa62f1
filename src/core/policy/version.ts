/** The policy that this code carries out. A change of its words is a new version; a test holds words and version together. */
export const POLICY = {
  version: "2026-11-28",
  /** When it was written last, and since when it holds: calendar days. */
  updatedOn: "2026-11-28",
  effectiveOn: "2026-11-28",
} as const;

/** The languages of the policy, the first of which decides where two differ. */
export const POLICY_LANGUAGES = ["en", "pt-BR", "es", "de"] as const;
export type PolicyLanguage = (typeof POLICY_LANGUAGES)[number];

/** What a deployment puts into the words. */
export interface PolicyFacts {
  /** Where it is reached, e.g. `https://waqtor.example`. */
  readonly publicUrl: string;
  readonly supportEmail: string;
}

/** A heading and its paragraphs. */
export type PolicySection = readonly [heading: string, ...paragraphs: readonly string[]];

/** The words of one language. */
export interface PolicyText {
  readonly title: string;
  readonly dates: string;
  readonly sections: readonly PolicySection[];
  readonly deletionTitle: string;
  readonly deletion: readonly PolicySection[];
  /** What is told to whoever asked through Meta, by what was asked for. */
  readonly asked: Readonly<Record<"data_deletion" | "deauthorize", PolicySection>>;
  readonly askedOn: string;
}
