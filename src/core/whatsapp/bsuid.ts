/** Two letters of a country, `ENT` for an enterprise parent, then up to 128 letters and digits. Source: Meta, usernames. */
const BSUID = /^[A-Z]{2}(?:\.ENT)?\.[A-Za-z0-9]{1,128}$/;

/** Whether the text has the shape of Meta's business-scoped user id. For what Meta sends. */
export const isBsuid = (text: string): boolean => BSUID.test(text);

/** For what a caller gives: as `isBsuid`, but a tail of one character is taken for a placeholder and refused. */
export const isGivenBsuid = (text: string): boolean =>
  isBsuid(text) && !/\.[A-Za-z0-9]$/.test(text);
