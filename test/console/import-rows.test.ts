import { describe, test } from "vitest";

import {
  fieldName,
  guessColumns,
  hasHeader,
  headerOf,
  mappingOf,
  withTarget,
} from "../../src/console/screens/import/columns.ts";
import {
  fileOf,
  guessEncoding,
  isWorkbook,
  readFile,
  readPasted,
} from "../../src/console/screens/import/read-list.ts";

const targetsOf = async (text: string, fields: { key: string; label: string }[] = []) => {
  const list = await readPasted(text);
  return guessColumns(list, hasHeader(list), fields).map(({ target }) => target);
};

const fileWith = (bytes: BlobPart) => new File([bytes], "list.csv", { type: "text/csv" });

describe("a list that is pasted", () => {
  test.for([
    ["commas", "Ana,+5511987654321\nBruno,+5511912345678"],
    ["semicolons", "Ana;+5511987654321\nBruno;+5511912345678"],
    ["tabs of a spreadsheet", "Ana\t+5511987654321\nBruno\t+5511912345678"],
    ["nothing but a space", "Ana Souza +55 11 98765-4321\nBruno +55 11 91234-5678"],
    ["a dash", "Ana - +55 11 98765-4321\nBruno - (11) 91234-5678"],
  ] as const)("with %s is names and numbers", async ([, text], { expect }) => {
    expect(await targetsOf(text)).toEqual(["name", "phone"]);
  });

  test("is sent with a line of headers, and no cell of it is changed", async ({ expect }) => {
    const list = await readPasted('Ana "Nina" - +5511987654321\n=Bruno; +5511912345678');
    expect(await (await fileOf(list, [headerOf(0)])).text()).toMatch(/^Column 1\r\n/);
    const two = await readPasted("=Ana;+5511987654321");
    expect(await (await fileOf(two, [headerOf(0), headerOf(1)])).text()).toBe(
      "Column 1,Column 2\r\n=Ana,+5511987654321",
    );
  });
});

describe("a file", () => {
  test("is read to the last whole row of its head, however long it is", async ({ expect }) => {
    const long = `Name,Phone\n${`São,+5511987654321,${"x".repeat(5_000)}\n`.repeat(100)}`;
    const { rows } = await readFile(fileWith(long));
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.length).toBeLessThan(60);
    expect(rows.at(-1)?.[2]).toHaveLength(5_000);
  });

  test("is decoded by what its bytes can be, also where its head ends within a letter", ({
    expect,
  }) => {
    expect(guessEncoding(new TextEncoder().encode("São"))).toBe("utf-8");
    expect(guessEncoding(new TextEncoder().encode("Sã").slice(0, 2))).toBe("utf-8");
    expect(guessEncoding(Uint8Array.of(0x53, 0xe3, 0x6f))).toBe("windows-1252");
    expect(guessEncoding(Uint8Array.of(0xff, 0xfe, 0x53, 0))).toBe("utf-16le");
  });

  test("that names its columns is sent as it is; another gets a line of headers with its own separator", async ({
    expect,
  }) => {
    const bytes = Uint8Array.of(0x53, 0xe3, 0x6f, 0x3b, 0x2b, 0x35, 0x35, 0x31);
    const list = await readFile(fileWith(bytes));
    expect(await fileOf(list, null)).toBe(list.file);
    const sent = new Uint8Array(await (await fileOf(list, ["Column 1", "Column 2"])).arrayBuffer());
    expect(new TextDecoder("windows-1252").decode(sent)).toBe("Column 1;Column 2\r\nSão;+551");
  });

  test("in UTF-16, or with a mark, keeps its words behind the headers", async ({ expect }) => {
    const wide = new Uint8Array([
      0xff,
      0xfe,
      ...new Uint8Array(Uint16Array.from([0x53, 0xe3]).buffer),
    ]);
    const one = await fileOf(await readFile(fileWith(wide)), ["Column 1"]);
    expect(await one.text()).toBe("Column 1\r\nSã");
    const marked = await fileOf(await readFile(fileWith("\uFEFFAna")), ["Column 1"]);
    expect(await marked.text()).toBe("Column 1\r\nAna");
  });

  test("that is a workbook is told from one that is text", async ({ expect }) => {
    expect(await isWorkbook(fileWith("PK\u0003\u0004"))).toBe(true);
    expect(await isWorkbook(fileWith("Phone\n+55"))).toBe(false);
    expect(await isWorkbook(fileWith(""))).toBe(false);
  });
});

describe("columns", () => {
  test.for([
    ["Name,Phone,Tags,Marketing consent,Consent date", "name,phone,tags,consent,consent_at"],
    ["Nome;Sobrenome;Celular;Etiquetas", "name,field,phone,tags"],
    ["Vorname;Nachname;Handynummer;Einwilligung", "name,field,phone,consent"],
    ["Cliente;Teléfono;Ciudad", "name,phone,skip"],
    ["Telefone;Aniversário;nivel", "phone,fields.birthday,fields.nivel"],
  ] as const)("headed %s are guessed", async ([header, targets], { expect }) => {
    const separator = header.includes(";") ? ";" : ",";
    const at = targets.split(",").indexOf("phone");
    const row = header.split(separator).map((_, index) => (index === at ? "+5511987654321" : "x"));
    const fields = [
      { key: "birthday", label: "Aniversário" },
      { key: "nivel", label: "Nível" },
    ];
    expect(await targetsOf(`${header}\n${row.join(separator)}`, fields)).toEqual(
      targets.split(","),
    );
  });

  test("become what only one of them can be once, and several fields of their own", ({
    expect,
  }) => {
    const columns = ["Fone", "Fixo", "Cidade (atual)", "", "Aceita"].map((header, index) => ({
      index,
      header,
      examples: [],
      target: (["phone", "skip", "field", "field", "consent"] as const)[index] ?? "skip",
    }));
    const moved = withTarget(columns, 1, "phone");
    expect(moved.map(({ target }) => target)).toEqual([
      "skip",
      "phone",
      "field",
      "field",
      "consent",
    ]);
    expect(mappingOf(moved, false)).toEqual({
      Fixo: "phone",
      "Cidade (atual)": "fields.Cidade atual",
    });
    expect(mappingOf(moved, true)).toMatchObject({ Aceita: "consent" });
    expect(fieldName({ index: 3, header: "!", examples: [], target: "field" })).toBe("column_4");
  });
});
