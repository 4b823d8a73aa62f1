import { REMEDIES, type RemedyCode } from "#core/whatsapp/remedies";

/** What is looked at, in the order in which it should be mended. */
export const DOCTOR_CHECKS = [
  "token",
  "scopes",
  "subscription",
  "webhook_fields",
  "webhook_url",
  "webhook_echo",
  "registration",
  "payment",
  "health",
  "display_name",
  "quality",
] as const;
export type DoctorCheck = (typeof DOCTOR_CHECKS)[number];

export const FINDING_STATUSES = ["ok", "warning", "failed", "unknown"] as const;

/** One check with its outcome. What is not `ok` says what can be done about it. */
export interface Finding {
  readonly check: DoctorCheck;
  readonly status: (typeof FINDING_STATUSES)[number];
  /** What was seen, for a person. */
  readonly detail: string;
  readonly remedyCode: RemedyCode | null;
  /** The same as one sentence. */
  readonly remedy: string | null;
}

/** What Meta answered to one question; `unasked` with the reason, in words. */
export type Asked<T> =
  | { readonly type: "told"; readonly value: T }
  | { readonly type: "unasked"; readonly why: string }
  | { readonly type: "unreachable" }
  | { readonly type: "refused"; readonly title: string; readonly remedy: RemedyCode };

type Unknown = Exclude<Asked<never>, { readonly type: "told" }>;

/** The outcomes of one check. */
export function finding(check: DoctorCheck) {
  const found =
    (status: Finding["status"]) =>
    (detail: string, remedyCode: RemedyCode): Finding => ({
      check,
      status,
      detail,
      remedyCode,
      remedy: REMEDIES[remedyCode],
    });
  const unknown = found("unknown");
  return {
    ok: (detail: string): Finding => ({
      check,
      status: "ok",
      detail,
      remedyCode: null,
      remedy: null,
    }),
    warning: found("warning"),
    failed: found("failed"),
    unknown,
    /** Meta was not asked, did not answer, or refused to say. */
    unasked: (asked: Unknown): Finding => {
      switch (asked.type) {
        case "unasked":
          return unknown(asked.why, "look_at_meta");
        case "unreachable":
          return unknown("Meta could not be reached.", "try_later");
        case "refused":
          return unknown(`Meta does not say: ${asked.title}`, asked.remedy);
      }
    },
  };
}
