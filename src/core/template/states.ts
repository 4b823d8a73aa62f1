export const TEMPLATE_CATEGORIES = ["MARKETING", "UTILITY", "AUTHENTICATION"] as const;
export type TemplateCategory = (typeof TEMPLATE_CATEGORIES)[number];

export const PARAMETER_FORMATS = ["POSITIONAL", "NAMED"] as const;
export type ParameterFormat = (typeof PARAMETER_FORMATS)[number];

/** The statuses that are known: our own `draft` and `missing_upstream` (Meta has none such), and Meta's in lower case. Only an `approved` template can be sent. */
export const TEMPLATE_STATUSES = [
  "draft",
  "pending",
  "approved",
  "rejected",
  "paused",
  "disabled",
  "missing_upstream",
  "in_appeal",
  "limit_exceeded",
  "archived",
  "deleted",
] as const;

/** A known status. */
export type TemplateStatus = (typeof TEMPLATE_STATUSES)[number];
