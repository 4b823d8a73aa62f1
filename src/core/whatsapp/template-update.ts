import { z } from "zod";

/** A template as Meta names it in a webhook. */
export interface TemplateRef {
  readonly metaTemplateId: string;
  readonly name: string | null;
  /** As Meta writes it in requests: `en_US`, never `en-US`. */
  readonly language: string | null;
}

/** What a webhook says of a template. */
export type TemplateUpdate = TemplateRef &
  (
    | {
        readonly kind: "status";
        /** Our status: Meta's word in lower case. */
        readonly status: string;
        readonly reason: string | null;
      }
    | { readonly kind: "quality"; readonly quality: string }
    | { readonly kind: "category"; readonly category: TemplateCategory }
  );

export const TEMPLATE_CATEGORIES = ["MARKETING", "UTILITY", "AUTHENTICATION"] as const;
export type TemplateCategory = (typeof TEMPLATE_CATEGORIES)[number];

/** Meta writes `en-US` in some webhooks and `en_US` everywhere else. */
export const normaliseLanguage = (language: string): string => language.replaceAll("-", "_");

/** Meta's other words for states that we know under one name. */
const STATUS_OF_EVENT: Readonly<Record<string, string>> = {
  reinstated: "approved",
  unarchived: "approved",
};

/** Our status for an event of Meta: its word in lower case; what brings a template back is `approved`. */
export function statusOfEvent(event: string): string {
  const lower = event.toLowerCase();
  return STATUS_OF_EVENT[lower] ?? lower;
}

const Value = z.object({
  message_template_id: z.union([z.string(), z.number()]).transform(String),
  message_template_name: z.string().nullish(),
  message_template_language: z.string().nullish(),
  event: z.string().nullish(),
  reason: z.string().nullish(),
  rejection_info: z.object({ reason: z.string().nullish() }).nullish(),
  new_quality_score: z.string().nullish(),
  new_category: z.string().nullish(),
  correct_category: z.string().nullish(),
});

/**
 * Read the `value` of a change whose field is about templates. What it is shows in the payload, not in the field's name: Meta's
 * own samples mix the names up. A category change that is only announced (it names the `correct_category`) is none yet.
 *
 * @returns undefined for anything else: the caller stores the change as it came.
 */
export function parseTemplateUpdate(value: unknown): TemplateUpdate | undefined {
  const parsed = Value.safeParse(value);
  if (!parsed.success) return undefined;
  const raw = parsed.data;
  const ref: TemplateRef = {
    metaTemplateId: raw.message_template_id,
    name: raw.message_template_name ?? null,
    language: raw.message_template_language
      ? normaliseLanguage(raw.message_template_language)
      : null,
  };
  if (raw.event)
    return { ...ref, kind: "status", status: statusOfEvent(raw.event), reason: reasonOf(raw) };
  if (raw.new_quality_score)
    return { ...ref, kind: "quality", quality: raw.new_quality_score.toLowerCase() };
  const category = TEMPLATE_CATEGORIES.find((known) => known === raw.new_category);
  if (category !== undefined && !raw.correct_category)
    return { ...ref, kind: "category", category };
  return undefined;
}

/** Meta's human text when it gave one, else its code; `NONE` is none. */
function reasonOf(raw: z.infer<typeof Value>): string | null {
  const reason = raw.rejection_info?.reason ?? raw.reason;
  return reason === undefined || reason === null || reason === "NONE" ? null : reason;
}
