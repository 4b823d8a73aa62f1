import type { TemplateMark } from "#core/template/marks";
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

/** What a word of Meta does to a template: a status that it gets, marks that it gets and loses. */
export interface TemplateVerdict {
  readonly status?: TemplateStatus;
  readonly marks?: Readonly<Partial<Record<TemplateMark, boolean>>>;
}

/** Every word that is known. What brings a template back is an approval, and ends the threat that it was under. */
const VERDICTS: Readonly<Record<string, TemplateVerdict>> = {
  PENDING: { status: "pending" },
  APPROVED: { status: "approved", marks: { flagged: false } },
  REINSTATED: { status: "approved", marks: { flagged: false, pending_deletion: false } },
  UNARCHIVED: { status: "approved" },
  REJECTED: { status: "rejected" },
  PAUSED: { status: "paused" },
  DISABLED: { status: "disabled" },
  IN_APPEAL: { status: "in_appeal" },
  LIMIT_EXCEEDED: { status: "limit_exceeded" },
  ARCHIVED: { status: "archived" },
  DELETED: { status: "deleted" },
  FLAGGED: { marks: { flagged: true } },
  LOCKED: { marks: { locked: true } },
  UNLOCKED: { marks: { locked: false } },
  PENDING_DELETION: { marks: { pending_deletion: true } },
};

/** What Meta's word does; undefined for one that Meta invented since: it changes nothing. */
export const verdictOf = (event: string): TemplateVerdict | undefined => {
  const word = event.toUpperCase();
  return Object.hasOwn(VERDICTS, word) ? VERDICTS[word] : undefined;
};

const HOUR_MS = 3_600_000;

/** How long a pause for quality lasts, by Meta's word for it. Others end when the business ends them. */
const PAUSE_HOURS: Readonly<Record<string, number>> = { FIRST_PAUSE: 3, SECOND_PAUSE: 6 };

/** When a pause ends that began at an instant, both Unix ms; null when nobody can tell. */
export const pauseEndMs = (word: string | undefined, beganMs: number): number | null => {
  const hours = word === undefined ? undefined : PAUSE_HOURS[word];
  return hours === undefined ? null : beganMs + hours * HOUR_MS;
};
