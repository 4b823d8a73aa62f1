/** How the texts of a template are counted: Unicode code points everywhere. */

/** The one rule by which text is counted against Meta's limits: Unicode code points, not UTF-16 units, not bytes. */
export const lengthOf = (text: string): number => Array.from(text).length;

export const BODY_LENGTH_MAX = 1024;
export const HEADER_LENGTH_MAX = 60;
