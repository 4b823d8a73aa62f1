import fc from "fast-check";
import { describe, test } from "vitest";

import { readConsentCell, readInstantCell } from "#core/import/consent-cell";
import { duplicateHeader, planColumns, type GivenTarget } from "#core/import/mapping";
import { readRow } from "#core/import/row";

const NOW = Date.parse("2026-11-24T12:00:00Z");

function columnsOf(mapping: Readonly<Record<string, GivenTarget>>) {
  const columns = planColumns(Object.keys(mapping), mapping);
  if (!columns.ok) throw new Error(JSON.stringify(columns.error));
  return columns.value;
}

const reading = (mapping: Readonly<Record<string, GivenTarget>>, isDeclared = true) => ({
  columns: columnsOf(mapping),
  tags: ["fair"],
  isDeclared,
  nowMs: NOW,
});

describe("a mapping", () => {
  test("meets headers in whatever case, and names those that are not there", ({ expect }) => {
    expect(planColumns([" phone ", "Name"], { PHONE: "phone", "full name": "name" })).toMatchObject(
      { ok: false, error: [{ code: "header_missing", header: "full name" }] },
    );
    expect(planColumns(["Phone ", "x"], { phone: "phone" })).toMatchObject({
      ok: true,
      value: [{ header: "Phone", target: { member: "phone" } }, { target: { kind: "ignored" } }],
    });
  });

  test.for([
    ["a target that is none", { Phone: "telephone" }, "unknown_target"],
    [
      "a field that no field may be",
      { Phone: "phone", Name: "fields.__proto__" },
      "unknown_target",
    ],
    ["two columns for one member", { Phone: "phone", Name: "phone" }, "duplicate_target"],
    ["nobody to be recognised", { Name: "name" }, "no_identity"],
  ] as const)("refuses %s", ([, mapping, code], { expect }) => {
    expect(planColumns(["Phone", "Name"], mapping)).toMatchObject({ ok: false, error: [{ code }] });
  });

  test("knows two columns of one name", ({ expect }) => {
    expect(duplicateHeader(["Phone", "", "", " phone"])).toBe(" phone");
    expect(duplicateHeader(["Phone", "", ""])).toBeUndefined();
  });
});

describe("a row", () => {
  test("is read by its columns; an empty cell says nothing, and formulas stay text", ({
    expect,
  }) => {
    const row = readRow(["+5511987654321", "=HYPERLINK(1)", "", "a, b;c", "12,5", "sim"], {
      ...reading({
        Phone: "phone",
        Name: "name",
        Id: "external_id",
        Tags: "tags",
        Spent: { to: "fields.spent", type: "number" },
        Vip: { to: "fields.vip", type: "boolean" },
      }),
    });
    expect(row).toEqual({
      row: {
        body: {
          phone: "+5511987654321",
          name: "=HYPERLINK(1)",
          tags: ["fair", "a", "b", "c"],
          fields: { spent: 12.5, vip: true },
        },
        consent: { type: "granted", atMs: null },
      },
    });
  });

  test("tells of every cell that is wrong", ({ expect }) => {
    const mapping = { Phone: "phone", Born: { to: "fields.born", type: "date" } } as const;
    expect(readRow(["5,51199E+12", "31/12/1990"], reading(mapping))).toMatchObject({
      faults: [
        { column: "Phone", code: "scientific_notation", value: "5,51199E+12" },
        { column: "Born", code: "invalid_date", value: "31/12/1990" },
      ],
    });
    expect(readRow(["1"], reading(mapping))).toMatchObject({ faults: [{ code: "column_count" }] });
    expect(readRow(["1", "", "", " "], reading(mapping))).toHaveProperty("row");
  });

  test.for([
    ["yes", "2026-03-31", { type: "granted", atMs: Date.parse("2026-03-31") }],
    ["no", "", { type: "unknown", fault: null }],
    ["", "", { type: "unknown", fault: null }],
    ["yes?", "", { type: "unknown", fault: { code: "unclear_consent" } }],
    ["yes", "2027-01-01", { type: "unknown", fault: { code: "future_date" } }],
    ["yes", "03/04/2026", { type: "unknown", fault: { code: "invalid_date" } }],
  ] as const)("that says %s on %s", ([word, at, consent], { expect }) => {
    const mapping = { Phone: "phone", Ok: "consent", Since: "consent_at" };
    const read = readRow(["+55", word, at], reading(mapping));
    expect(read).toMatchObject({ row: { consent } });
    expect(readRow(["+55", word, at], reading(mapping, false))).toMatchObject({
      row: { consent: { type: "unknown" } },
    });
  });
});

describe("a cell of consent", () => {
  test("is a yes for no text but the listed words", ({ expect }) => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const known = ["yes", "y", "true", "1", "x", "sim", "s", "sí", "si", "ja", "j"];
        expect(readConsentCell(text) === "yes").toBe(
          known.includes(text.normalize("NFKC").trim().toLowerCase()),
        );
      }),
    );
  });

  test.for([
    ["2026-03-31", "2026-03-31T00:00:00.000Z"],
    ["2026-03-31 14:05", "2026-03-31T14:05:00.000Z"],
    ["2026-03-31T14:05:06.5-03:00", "2026-03-31T17:05:06.500Z"],
    ["2026-02-30", undefined],
    ["31.03.2026", undefined],
    ["2026-03-31T25:00", undefined],
  ] as const)("%s is %s", ([text, instant], { expect }) => {
    const atMs = readInstantCell(text);
    expect(atMs === undefined ? undefined : new Date(atMs).toISOString()).toBe(instant);
  });
});
