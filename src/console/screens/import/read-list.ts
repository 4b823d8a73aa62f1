/** A list of people as it was pasted or dropped, read into rows. The parser comes only when there is something to read. */
export interface List {
  /** What it is called in the proof of consent: the file's name; null for what was pasted. */
  readonly name: string | null;
  readonly rows: readonly Row[];
  readonly separator: Separator;
}

export interface Row {
  /** Where the row begins in the file, from 1: a quoted cell may go over several lines. */
  readonly line: number;
  readonly cells: readonly string[];
}

export const SEPARATORS = [",", ";", "\t", "|"] as const;
export type Separator = (typeof SEPARATORS)[number];

/** A name and a number with nothing but a space, a dash or a colon between them. */
const LOOSE = /^(.*\p{L}.*?)[\s:–—-]+(\+?[\d(][\d\s().-]{5,})$/u;

/** @param separator Null guesses it. */
export async function readList(
  text: string,
  name: string | null,
  separator: Separator | null,
): Promise<List> {
  const { default: parser } = await import("papaparse");
  const { data, meta } = parser.parse<string[]>(text.replace(/^\uFEFF/, ""), {
    delimiter: separator ?? "",
    delimitersToGuess: [...SEPARATORS],
  });
  let line = 1;
  const rows = data.map((cells) => {
    const row = { line, cells: cells.map((cell) => cell.trim()) };
    line += 1 + cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\r|\n/g) ?? []).length, 0);
    return row;
  });
  const filled = rows.filter(({ cells }) => cells.some((cell) => cell !== ""));
  const isLoose =
    separator === null &&
    filled.length > 0 &&
    filled.every(({ cells }) => cells.length === 1 && LOOSE.test(cells[0] ?? ""));
  return {
    name,
    rows: isLoose ? filled.map(parted) : filled,
    separator: SEPARATORS.find((one) => one === meta.delimiter) ?? ",",
  };
}

function parted({ line, cells }: Row): Row {
  const [, person = "", phone = ""] = LOOSE.exec(cells[0] ?? "") ?? [];
  return { line, cells: [person.trim(), phone.trim()] };
}

/** How a file's bytes are text. Spreadsheets of Windows write the last one. */
export const ENCODINGS = ["utf-8", "utf-16le", "utf-16be", "windows-1252"] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** The encoding by its mark, else by what the bytes can be. */
export function guessEncoding(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return "utf-8";
  } catch {
    return "windows-1252";
  }
}

/** A workbook, which is no text: it must be saved as CSV first. */
export const isWorkbook = (bytes: Uint8Array): boolean =>
  (bytes[0] === 0x50 && bytes[1] === 0x4b) || (bytes[0] === 0xd0 && bytes[1] === 0xcf);

/** Rows as a CSV file that spreadsheets open; no cell of it is a formula, and phone numbers stay as they are. */
export async function csvOf(rows: readonly (readonly string[])[]): Promise<Blob> {
  const { default: parser } = await import("papaparse");
  const text = parser.unparse(
    rows.map((cells) => [...cells]),
    { escapeFormulae: /^(?:[=@\t\r]|[+-](?![\d\s().-]+$))/ },
  );
  return new Blob(["\uFEFF", text], { type: "text/csv;charset=utf-8" });
}
