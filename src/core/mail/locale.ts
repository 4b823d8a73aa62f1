/** The languages that letters are written in. */
export const LETTER_LOCALES = ["en", "pt", "es", "de"] as const;
export type LetterLocale = (typeof LETTER_LOCALES)[number];

/** The language of a person's letter: that of the locale (BCP 47), else English. */
export const letterLocale = (locale: string): LetterLocale =>
  LETTER_LOCALES.find((one) => locale.toLowerCase().split("-")[0] === one) ?? "en";
