import fc from "fast-check";
import Papa from "papaparse";
import { describe, test } from "vitest";

import { csvCell, csvLine } from "#core/export/csv-cell";

describe("a cell of CSV", () => {
  test("never begins as a formula does, and is read back as it was", ({ expect }) => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string({
            unit: fc.constantFrom("=", "+", "-", "@", "\t", "\r", "\n", '"', ",", "a", "é", " "),
          }),
          { minLength: 2, maxLength: 4 },
        ),
        (texts) => {
          const columns = texts.map((_, i) => `c${i}`);
          const row = Object.fromEntries(texts.map((text, i) => [`c${i}`, text]));
          const [cells] = Papa.parse<string[]>(csvLine(columns, row), {
            delimiter: ",",
            newline: "\r\n",
          }).data;
          expect(cells).toEqual(
            texts.map((text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)),
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  test("leaves a phone number alone where phone numbers stand, and nothing else there", ({
    expect,
  }) => {
    expect(csvCell("+5511987654321", "phone")).toBe("+5511987654321");
    expect(csvCell("+5511987654321", "name")).toBe("'+5511987654321");
    expect(csvCell("+1+cmd|' /C calc'!A0", "phone")).toBe("'+1+cmd|' /C calc'!A0");
    expect([csvCell(null, "x"), csvCell(-5, "x"), csvCell(["a"], "x")]).toEqual([
      "",
      "-5",
      '"[""a""]"',
    ]);
  });
});
