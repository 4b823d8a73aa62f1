/** What a row says of a template that Meta does not know. */
export const NEVER_SUBMITTED = {
  status: "draft",
  metaTemplateId: null,
  quality: null,
  rejectedReason: null,
  pausedUntil: null,
  marks: {},
  archivedAt: null,
} as const;
