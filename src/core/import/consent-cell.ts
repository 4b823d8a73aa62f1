/** What a cell says of a person's consent. `unclear` is what nobody may take for a yes. */
export type ConsentCell = "yes" | "no" | "blank" | "unclear";

const WORDS: ReadonlyMap<string, ConsentCell> = new Map([
  ...["yes", "y", "true", "1", "x", "sim", "s", "sí", "si", "ja", "j"].map(
    (word) => [word, "yes"] as const,
  ),
  ...["no", "n", "false", "0", "não", "nao", "nein"].map((word) => [word, "no"] as const),
]);

/** Read a cell of consent, in the languages of the console. */
export function readConsentCell(text: string): ConsentCell {
  const said = text.normalize("NFKC").trim().toLowerCase();
  return said === "" ? "blank" : (WORDS.get(said) ?? "unclear");
}

const INSTANT =
  /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d(?:\.\d{1,3})?)?)?\s*(Z|[+-]\d\d:\d\d)?$/i;

/**
 * Read when somebody consented: `2026-03-31`, with a time and a zone if need be; without one it is UTC. Days that are written in
 * another order are not guessed.
 *
 * @returns Unix ms; undefined for anything else, such as a day that there is not.
 */
export function readInstantCell(text: string): number | undefined {
  const [, day, minutes = "00:00", seconds = ":00", zone = "Z"] = INSTANT.exec(text.trim()) ?? [];
  if (day === undefined) return undefined;
  const midnight = Date.parse(`${day}T00:00:00Z`);
  if (!Number.isFinite(midnight) || !new Date(midnight).toISOString().startsWith(day))
    return undefined;
  const atMs = Date.parse(`${day}T${minutes}${seconds}${zone.toUpperCase()}`);
  return Number.isFinite(atMs) ? atMs : undefined;
}
