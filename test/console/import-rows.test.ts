import fc from "fast-check";
import { describe, test } from "vitest";

import {
  checkRows,
  readDate,
  readPhone,
  seemsYes,
  type ReadingPlan,
} from "../../src/console/screens/import/check-rows.ts";
import { guessColumns, hasHeader } from "../../src/console/screens/import/columns.ts";
import { csvOf, guessEncoding, readList } from "../../src/console/screens/import/read-list.ts";

const targetsOf = async (text: string) => {
  const list = await readList(text, null, null);
  return guessColumns(list, hasHeader(list)).map(({ target }) => target);
};

describe("a list", () => {
  test.for([
    ["commas", "Ana,+5511987654321\nBruno,+5511912345678"],
    ["semicolons", "Ana;+5511987654321\nBruno;+5511912345678"],
    ["tabs of a spreadsheet", "Ana\t+5511987654321\nBruno\t+5511912345678"],
    ["nothing but a space", "Ana Souza +55 11 98765-4321\nBruno +55 11 91234-5678"],
    ["a dash", "Ana - +55 11 98765-4321\nBruno - (11) 91234-5678"],
  ] as const)("with %s is names and numbers", async ([, text], { expect }) => {
    expect(await targetsOf(text)).toEqual(["name", "phone"]);
  });

  test("tells the line on which each row begins, also after a cell of several lines", async ({
    expect,
  }) => {
    const { rows } = await readList('a,"one\ntwo"\r\n\r\nb,x\n', null, null);
    expect(rows).toEqual([
      { line: 1, cells: ["a", "one\ntwo"] },
      { line: 4, cells: ["b", "x"] },
    ]);
  });

  test("is read back as it was written, whatever stands in its cells", async ({ expect }) => {
    const cell = fc
      .string({ unit: "grapheme" })
      .map((text) => text.trim().replaceAll("\r", ""))
      .filter((text) => !/^[=@+\t-]/.test(text) && text !== "\uFEFF" && text.trim() === text);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1 }), async (rows) => {
        const written = (await (await csvOf([["head", "tail"], ...rows])).text()).replace(
          /^\uFEFF/,
          "",
        );
        const read = await readList(written, null, ",");
        const filled = rows.filter((cells) => cells.some((one) => one !== ""));
        expect(read.rows.map(({ cells }) => cells)).toEqual([["head", "tail"], ...filled]);
      }),
      { numRuns: 50 },
    );
  });

  test("is decoded by what its bytes can be", ({ expect }) => {
    expect(guessEncoding(new TextEncoder().encode("São"))).toBe("utf-8");
    expect(guessEncoding(Uint8Array.of(0x53, 0xe3, 0x6f))).toBe("windows-1252");
    expect(guessEncoding(Uint8Array.of(0xff, 0xfe, 0x53, 0))).toBe("utf-16le");
  });

  test.for([
    ["Name,Phone,Tags,Marketing consent,Consent date", "name,phone,tags,consent,consent_date"],
    ["Nome;Sobrenome;Celular;Etiquetas", "name,last_name,phone,tags"],
    ["Vorname;Nachname;Handynummer;Einwilligung", "first_name,last_name,phone,consent"],
    ["Cliente;Teléfono;Ciudad", "name,phone,skip"],
  ] as const)(
    "with the header %s has its columns guessed",
    async ([header, targets], { expect }) => {
      const separator = header.includes(";") ? ";" : ",";
      const width = header.split(separator).length;
      const at = targets.split(",").indexOf("phone");
      const row = Array.from({ length: width }, (_, index) =>
        index === at ? "+5511987654321" : "x",
      );
      expect(await targetsOf(`${header}\n${row.join(separator)}`)).toEqual(targets.split(","));
    },
  );
});

describe("a row", () => {
  const plan: ReadingPlan = {
    columns: [
      { index: 0, header: null, examples: [], target: "name" },
      { index: 1, header: null, examples: [], target: "phone" },
    ],
    reading: { kind: "country", country: null },
    consent: { kind: "none" },
    tags: [],
    source: "list",
  };

  test("is a person or a fault, never both and never neither", ({ expect }) => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.string())), (cells) => {
        const rows = cells.map((pair, index) => ({ line: index + 1, cells: pair }));
        for (const { item, fault } of checkRows(rows, plan))
          expect((item === null) !== (fault === null)).toBe(true);
      }),
    );
  });

  test("with a number that stands above it is refused with that line", ({ expect }) => {
    const rows = ["+55 11 98765-4321", "0055 (11) 98765 4321"].map((phone, index) => ({
      line: index + 2,
      cells: ["Ana", phone],
    }));
    expect(checkRows(rows, plan).map(({ fault, of }) => [fault, of])).toEqual([
      [null, undefined],
      ["twice", 2],
    ]);
  });

  test.for([
    ["+55 11 98765-4321", "+55 11 98765-4321"],
    ["tel:+5511987654321", "+5511987654321"],
    ["0055 11 98765-4321", "0055 11 98765-4321"],
    ["11 98765-4321", "country_required"],
    ["5.51199E+12", "phone_rounded"],
    ["+55 11", "invalid_phone"],
    ["call me", "invalid_phone"],
    ["", "phone_missing"],
  ] as const)("with the number %j becomes %j", ([given, result], { expect }) => {
    const read = readPhone(given, plan.reading);
    expect("fault" in read ? read.fault : read.text).toBe(result);
  });

  test("of a spreadsheet that dropped the plus gets it back", ({ expect }) => {
    expect(readPhone("5511987654321", { kind: "plus" })).toMatchObject({ text: "+5511987654321" });
  });

  test("takes dates as people write them, and none that lies ahead or does not exist", ({
    expect,
  }) => {
    expect(readDate("2026-02-03T10:00:00Z")).toBe("2026-02-03");
    expect(readDate("3/2/2026 10:00")).toBe("2026-02-03");
    expect(readDate("03.02.2026")).toBe("2026-02-03");
    for (const wrong of ["31/02/2026", "2199-01-01", "02/13/2026", "soon"])
      expect(readDate(wrong), wrong).toBeNull();
  });

  test("knows yes in the languages of the console", ({ expect }) => {
    for (const yes of ["Yes", " SIM ", "sí", "Ja", "1", "TRUE", "aceito"])
      expect(seemsYes(yes), yes).toBe(true);
    for (const no of ["no", "não", "nein", "0", "false", "maybe", ""])
      expect(seemsYes(no), no).toBe(false);
  });
});
