/** What a person may ask for of their data, and until when it must be done. */

/**
 * `access`: a copy of all that is kept. `erase`: nothing of it is kept. `rectify`: what is wrong is set right. `restrict`: it is
 * kept and not used. `object`: it is not used for marketing.
 */
export const REQUEST_KINDS = ["access", "erase", "rectify", "restrict", "object"] as const;

/** `open`: somebody has to see to it. `running`: the machine does. The last two are ends. */
export const REQUEST_STATUSES = ["open", "running", "completed", "rejected"] as const;
export type RequestStatus = (typeof REQUEST_STATUSES)[number];

export const PRIVACY_LAWS = ["gdpr", "ccpa", "lgpd"] as const;
export type PrivacyLaw = (typeof PRIVACY_LAWS)[number];

const DAY_MS = 86_400_000;

/**
 * When a request must be answered, Unix ms: GDPR Art. 12(3) one month (the same day of the next one, or its last day), CCPA
 * § 1798.130(a)(2) 45 days, LGPD Art. 19 II 15 days.
 */
export function dueAtMs(law: PrivacyLaw, askedAtMs: number): number {
  switch (law) {
    case "gdpr":
      return monthLater(askedAtMs);
    case "ccpa":
      return askedAtMs + 45 * DAY_MS;
    case "lgpd":
      return askedAtMs + 15 * DAY_MS;
  }
}

/** Regulation (EEC) 1182/71, Art. 3(2)(c): a day that the next month lacks is its last one. */
function monthLater(askedAtMs: number): number {
  const asked = new Date(askedAtMs);
  const next = new Date(askedAtMs);
  next.setUTCMonth(asked.getUTCMonth() + 1);
  if (next.getUTCDate() !== asked.getUTCDate()) next.setUTCDate(0);
  return next.getTime();
}
