/** The files of a person's copy. */
export const ACCESS_PARTS = {
  /** Everything, as JSON. */
  data: { name: "data.json", mimeType: "application/json" },
  /** The messages as a table. */
  messages: { name: "messages.csv", mimeType: "text/csv" },
  /** Which files came and went, and under which id each can be had. */
  media: { name: "media.json", mimeType: "application/json" },
} as const;
export type AccessPart = keyof typeof ACCESS_PARTS;
export const ACCESS_PART_NAMES = Object.keys(ACCESS_PARTS) as readonly AccessPart[];

/** For how long a copy can be fetched: 7 days. */
export const ACCESS_KEPT_MS = 7 * 86_400_000;
