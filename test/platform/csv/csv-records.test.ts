import fc from "fast-check";
import Papa from "papaparse";
import { describe, test } from "vitest";

import { CsvFault, CsvRecords, guessDialect } from "#platform/csv-records";

const encoder = new TextEncoder();
const sizeOf = (text: string) => encoder.encode(text).length;

function read(text: string, cuts: readonly number[] = []) {
  const records = new CsvRecords(guessDialect(text), { line: 1, sizeOf });
  const edges = [0, ...cuts.toSorted((a, b) => a - b), text.length];
  const found = edges.slice(1).flatMap((edge, i) => records.push(text.slice(edges[i], edge)));
  return [...found, ...records.finish()];
}

const cellsOf = (text: string, cuts: readonly number[] = []) =>
  read(text, cuts).map(({ cells }) => cells);

const cell = fc.string({
  unit: fc.constantFrom("a", "é", "😀", '"', "\n", ",", ";", " ", "\r\n", "="),
});

describe("records of CSV", () => {
  test("are those that were written, wherever the text is cut, with the bytes and the line that each takes", ({
    expect,
  }) => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 }),
        fc.constantFrom(",", ";", "\t", "|"),
        fc.constantFrom("\n", "\r\n"),
        fc.array(fc.nat(60), { maxLength: 6 }),
        (rows, delimiter, newline, cuts) => {
          const head = ["h", "i", "j"];
          const text = `${Papa.unparse([head, ...rows], { delimiter, newline, quotes: true })}${newline}`;
          const records = read(
            text,
            cuts.map((at) => Math.min(at, text.length)),
          );
          const said = records.filter(({ cells }) => cells.length > 1);
          expect(said.map(({ cells }) => cells)).toEqual([head, ...rows.map((row) => [...row])]);
          for (const { end, line } of said) {
            const before = new TextDecoder().decode(encoder.encode(text).subarray(0, end));
            expect(before.endsWith(newline)).toBe(true);
            expect(line).toBeGreaterThan(0);
          }
          const last = said.at(-1);
          const own = rows.at(-1)?.join("").split("\n").length ?? 0;
          expect(last?.line).toBe(text.split("\n").length - own);
        },
      ),
      { numRuns: 500 },
    );
  });

  test.for([
    [
      "mixed ends of lines",
      "a,b\r\n1,2\n3,4\r\n",
      [
        ["a", "b"],
        ["1", "2"],
        ["3", "4"],
      ],
    ],
    [
      "old Mac",
      "a;b\r1;2\r",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "tabs",
      "a\tb\n1\t2,5\n",
      [
        ["a", "b"],
        ["1", "2,5"],
      ],
    ],
    [
      "bars",
      "a|b\n1|2\n",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "no end at the end",
      "a,b\n1,2",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "a comma in German",
      "a;b\n1,5;2\n",
      [
        ["a", "b"],
        ["1,5", "2"],
      ],
    ],
  ] as const)("with %s", ([, text, rows], { expect }) => {
    expect(cellsOf(text).filter((cells) => cells.length > 1)).toEqual(rows);
  });

  test("mark a quote where none can stand, and go on behind it", ({ expect }) => {
    expect(
      read('a,b\n"x"y",1\n2,3\n')
        .map(({ isMalformed }) => isMalformed)
        .slice(0, 2),
    ).toEqual([false, true]);
  });

  test.for([
    ["a quote that never ends", 'a,b\n1,2\n"3\n4,5\n', "unclosed_quote", 3],
    ["one that opens behind a line break", 'a,b\n"1\n1","2\n', "unclosed_quote", 3],
    ["a line without end", `a,b\n${"x".repeat(1_000_001)}`, "line_too_long", 2],
  ] as const)("refuse %s with its line", ([, text, code, line], { expect }) => {
    const fault = (() => {
      try {
        read(text);
      } catch (error) {
        return error;
      }
      return undefined;
    })();
    expect(fault).toBeInstanceOf(CsvFault);
    expect(fault).toMatchObject({ code, line });
  });
});
