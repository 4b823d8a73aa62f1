/** What somebody is told of because it wants a person, and how bad it is. Kinds are the contract's and are never renamed. */
export const ALERTS = {
  number_restricted: "critical",
  number_needs_reauth: "critical",
  number_quality_red: "warning",
  token_expiring: "warning",
  account_alert: "warning",
  template_rejected: "warning",
  template_paused: "warning",
  template_disabled: "critical",
  campaign_paused: "warning",
  automation_failed: "warning",
  webhook_disabled: "critical",
  unknown_sends: "warning",
  opt_out_rate: "warning",
  ai_cap_reached: "warning",
  storage_nearly_full: "critical",
} as const satisfies Readonly<Record<string, AlertSeverity>>;

/** `critical`: something does not work until somebody acts. */
export type AlertSeverity = "warning" | "critical";

export type AlertKind = keyof typeof ALERTS;

// Safe: the table's names are its keys.
export const ALERT_KINDS = Object.keys(ALERTS) as [AlertKind, ...AlertKind[]];

/** The same alert about the same thing is not raised again for this long, ms. */
export const ALERT_QUIET_MS = 24 * 60 * 60 * 1000;
