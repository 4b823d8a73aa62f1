/** What is decided of a list on the way to its check. */
import type { Reading } from "../../api/imports.ts";
import { mappingOf, type Column } from "./columns.ts";
import type { List } from "./read-list.ts";

/** What is declared of consent; `none`: nothing, and nobody gets marketing. */
export interface ConsentPlan {
  readonly kind: "none" | "declared";
  readonly statement: string;
  readonly source: string;
  readonly declaredBy: string;
  /** The day on which they agreed, `2026-11-27`; a column of dates stands above it. */
  readonly date: string;
  /** An uploaded file that shows it. */
  readonly evidence: { readonly id: string; readonly name: string } | null;
}

export interface Draft {
  readonly list: List;
  readonly isNamed: boolean;
  readonly columns: readonly Column[];
  /** ISO 3166-1, of numbers without a country code; null: the workspace's, if it has one. */
  readonly country: string | null;
  /** Separated by commas. */
  readonly tags: string;
  readonly mayUpdate: boolean;
  readonly consent: ConsentPlan;
}

/** The start of the day where this device is, and never later than now. */
const instantOf = (date: string): string =>
  new Date(Math.min(new Date(`${date}T00:00`).getTime(), Date.now())).toISOString();

/** How the API is to read the list. */
export function readingOf({ columns, country, tags, mayUpdate, consent }: Draft): Reading {
  const isDeclared = consent.kind === "declared";
  return {
    mapping: mappingOf(columns, isDeclared),
    on_conflict: mayUpdate ? "update" : "error",
    tags: tags
      .split(",")
      .map((tag) => tag.trim())
      .filter(Boolean),
    ...(country !== null && { default_country: country }),
    ...(isDeclared && {
      consent: {
        purpose: "marketing",
        statement: consent.statement.trim(),
        source: consent.source.trim(),
        declared_by: consent.declaredBy.trim(),
        captured_at: instantOf(consent.date),
        ...(consent.evidence && { evidence_media_id: consent.evidence.id }),
      },
    }),
  };
}

/** The list of this tab that was checked last, so that something of it can be changed without choosing the file anew. */
let kept: { readonly importId: string; readonly draft: Draft } | null = null;

export const keepDraft = (importId: string, draft: Draft): void => {
  kept = { importId, draft };
};

/** The draft whose check led to this import, if this tab made it. */
export const draftOf = (importId: string | undefined): Draft | null =>
  kept !== null && kept.importId === importId ? kept.draft : null;
