/**
 * Numbers of countries that have renumbered, as they are dialled today. Address books, and Meta's ids of accounts that are older
 * than the change, still have the old ones. Only where the new number follows from the old one.
 */
const RENUMBERED: readonly (readonly [old: RegExp, now: string])[] = [
  // Mexico, 2019: no 1 before mobile numbers any more.
  [/^521(\d{10})$/, "52$1"],
  // Benin, 2024: 01 before all numbers.
  [/^229(\d{8})$/, "22901$1"],
  // Côte d'Ivoire, 2021: before mobile numbers what the operator is told by, which the second digit told before.
  [/^225([04-9][0-3]\d{6})$/, "22501$1"],
  [/^225([04-9][4-6]\d{6})$/, "22505$1"],
  [/^225([04-9][7-9]\d{6})$/, "22507$1"],
];

/** How all old numbers begin: of a million others none is looked at twice. */
const MAY_BE_OLD = /^(?:521|229|225)/;

/** @param digits E.164 without its plus. */
export const renumbered = (digits: string): string =>
  MAY_BE_OLD.test(digits)
    ? RENUMBERED.reduce((text, [old, now]) => text.replace(old, now), digits)
    : digits;
