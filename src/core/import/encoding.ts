import type { ImportEncoding } from "#core/import/states";
import { err, ok, type Result } from "#core/result";

/** A file is neither UTF-8 nor Windows-1252, or holds a NUL. `line`: the first that shows it, from 1. */
export interface EncodingFault {
  readonly code: "encoding" | "not_csv";
  readonly line: number;
}

const NEWLINE = 0x0a;
/** Bytes that Windows-1252 gives no letter. */
const NO_LETTERS = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);

/** By the first byte of a letter, how many follow, and the range of the second. Source: Unicode, table 3-7. */
const LETTERS: readonly {
  readonly first: number;
  readonly last: number;
  readonly left: number;
  readonly low?: number;
  readonly high?: number;
}[] = [
  { first: 0xc2, last: 0xdf, left: 1 },
  { first: 0xe0, last: 0xe0, left: 2, low: 0xa0 },
  { first: 0xe1, last: 0xec, left: 2 },
  { first: 0xed, last: 0xed, left: 2, high: 0x9f },
  { first: 0xee, last: 0xef, left: 2 },
  { first: 0xf0, last: 0xf0, left: 3, low: 0x90 },
  { first: 0xf1, last: 0xf3, left: 3 },
  { first: 0xf4, last: 0xf4, left: 3, high: 0x8f },
];

/**
 * Finds out how a text is encoded while its bytes pass by. What is valid UTF-8 is that. What is not is Windows-1252 when it holds no
 * letter of UTF-8 beyond ASCII and no byte that Windows-1252 does not know: a UTF-8 file with one broken byte is a broken file, not
 * a file in another encoding.
 */
export class EncodingScan {
  private line = 1;
  private nulLine = 0;
  private badUtf8Line = 0;
  private noLetterLine = 0;
  private letters = 0;
  /** Where the letter that is read began: a line may end inside of what should have been one. */
  private begunLine = 1;
  /** Bytes of a UTF-8 letter that are still to come, and the range in which the next must lie. */
  private left = 0;
  private low = 0x80;
  private high = 0xbf;

  push(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (byte === NEWLINE) this.line += 1;
      if (byte < 0x80 && this.left === 0 && byte !== 0) continue;
      this.see(byte);
    }
  }

  /** After the last byte. */
  verdict(): Result<ImportEncoding, EncodingFault> {
    if (this.left > 0) this.bad();
    if (this.nulLine > 0) return err({ code: "not_csv", line: this.nulLine });
    if (this.badUtf8Line === 0) return ok("utf-8");
    if (this.letters > 0) return err({ code: "encoding", line: this.badUtf8Line });
    if (this.noLetterLine > 0) return err({ code: "encoding", line: this.noLetterLine });
    return ok("windows-1252");
  }

  private see(byte: number): void {
    if (byte === 0 && this.nulLine === 0) this.nulLine = this.line;
    if (NO_LETTERS.has(byte) && this.noLetterLine === 0) this.noLetterLine = this.line;
    if (this.left === 0) return this.begin(byte);
    if (byte < this.low || byte > this.high) {
      this.bad();
      return this.begin(byte);
    }
    this.left -= 1;
    [this.low, this.high] = [0x80, 0xbf];
    if (this.left === 0) this.letters += 1;
    return undefined;
  }

  private begin(byte: number): void {
    this.begunLine = this.line;
    [this.left, this.low, this.high] = [0, 0x80, 0xbf];
    if (byte < 0x80) return;
    const letter = LETTERS.find(({ first, last }) => byte >= first && byte <= last);
    if (letter === undefined) this.bad();
    else [this.left, this.low, this.high] = [letter.left, letter.low ?? 0x80, letter.high ?? 0xbf];
  }

  private bad(): void {
    if (this.badUtf8Line === 0) this.badUtf8Line = this.begunLine;
  }
}
