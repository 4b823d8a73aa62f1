/** A list of people as it was pasted or dropped: its first rows, to be looked at here; the rest is for the API to read. */
export interface List {
  /** The file's name; null for what was pasted. */
  readonly name: string | null;
  /** What is sent, as CSV with a line of headers once {@link fileOf} has seen it. */
  readonly file: Blob;
  /** The first rows, of a pasted list all. */
  readonly rows: readonly (readonly string[])[];
}

const SEPARATORS = [",", ";", "\t", "|"];

/** So much of a file is looked at, bytes. */
const HEAD_BYTES = 256 * 1024;
const HEAD_ROWS = 200;

/** A name and a number with nothing but a space, a dash or a colon between them. */
const LOOSE = /^(.*\p{L}.*?)[\s:–—-]+(\+?[\d(][\d\s().-]{5,})$/u;

/** The rows of a text. @param rowsMax How many are read; 0 for all. */
export async function readRows(text: string, rowsMax = 0): Promise<string[][]> {
  const { default: parser } = await import("papaparse");
  const { data } = parser.parse<string[]>(text.replace(/^\uFEFF/, ""), {
    delimiter: "",
    delimitersToGuess: SEPARATORS,
    preview: rowsMax,
  });
  return data
    .map((cells) => cells.map((cell) => cell.trim()))
    .filter((cells) => cells.some((cell) => cell !== ""));
}

/** What was pasted becomes a file of its own, whatever stood between the cells. */
export async function readPasted(text: string): Promise<List> {
  const rows = await readRows(text);
  const isLoose =
    rows.length > 0 && rows.every((cells) => cells.length === 1 && LOOSE.test(cells[0] ?? ""));
  const list = isLoose ? rows.map(parted) : rows;
  const { default: parser } = await import("papaparse");
  return { name: null, file: csv(parser.unparse(list)), rows: list };
}

const csv = (...parts: BlobPart[]): Blob => new Blob(parts, { type: "text/csv" });

function parted(cells: readonly string[]): string[] {
  const [, person = "", phone = ""] = LOOSE.exec(cells[0] ?? "") ?? [];
  return [person.trim(), phone.trim()];
}

/** The head of a file. A file's last row there may be a part of one, and is not shown. */
export async function readFile(file: File): Promise<List> {
  const bytes = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  // A letter may be cut at the end: `stream` leaves it out.
  const text = new TextDecoder(guessEncoding(bytes)).decode(bytes, { stream: true });
  const isCut = file.size > bytes.length;
  const rows = await readRows(text, HEAD_ROWS);
  return {
    name: file.name,
    file,
    rows: isCut && rows.length < HEAD_ROWS ? rows.slice(0, -1) : rows,
  };
}

type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

/** The encoding of a file's head by its mark, else by what the bytes can be. */
export function guessEncoding(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return "utf-8";
  } catch {
    return "windows-1252";
  }
}

/** A workbook, which is no text: it must be saved as CSV first. */
export async function isWorkbook(file: Blob): Promise<boolean> {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  return (first === 0x50 && second === 0x4b) || (first === 0xd0 && second === 0xcf);
}

/** The file as it is sent: with a line of headers, whether it came with one or not. */
export async function fileOf(
  { file, rows }: List,
  headers: readonly string[] | null,
): Promise<Blob> {
  if (headers === null) return file;
  const head = new Uint8Array(await file.slice(0, 3).arrayBuffer());
  const encoding = guessEncoding(head);
  const width = Math.max(0, ...rows.map((cells) => cells.length));
  const line = headers.slice(0, width).join(await separatorOf(file));
  if (encoding.startsWith("utf-16"))
    return csv(`${line}\r\n`, new TextDecoder(encoding).decode(await file.arrayBuffer()));
  const hasMark = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf;
  return csv(`${line}\r\n`, file.slice(hasMark ? 3 : 0));
}

async function separatorOf(file: Blob): Promise<string> {
  const { default: parser } = await import("papaparse");
  const bytes = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  const text = new TextDecoder(guessEncoding(bytes)).decode(bytes, { stream: true });
  const { meta } = parser.parse(text, { delimitersToGuess: SEPARATORS, preview: HEAD_ROWS });
  return SEPARATORS.find((one) => one === meta.delimiter) ?? ",";
}
