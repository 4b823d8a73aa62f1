import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { aTenant } from "../../fixtures/tenant.ts";
import { imported, MAPPING, upload } from "./fixture.ts";

const utf16 = (text: string, isBig: boolean) => {
  const bytes = new Uint8Array(2 + 2 * text.length);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0xfeff, !isBig);
  for (let i = 0; i < text.length; i++) view.setUint16(2 + 2 * i, text.charCodeAt(i), !isBig);
  return bytes;
};
const bytesOf = (...parts: readonly (string | number)[]) =>
  Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === "number" ? [part] : [...new TextEncoder().encode(part)],
    ),
  );
const TABLE = "Phone;Name\n+5511987650001;João\n";

describe("a file", () => {
  test.for([
    ["UTF-8", bytesOf(TABLE), "utf-8"],
    ["UTF-8 with a mark", bytesOf(0xef, 0xbb, 0xbf, TABLE), "utf-8"],
    ["UTF-16", utf16(TABLE, false), "utf-8"],
    ["UTF-16 the other way", utf16(TABLE, true), "utf-8"],
    ["Windows-1252", bytesOf("Phone;Name\n+5511987650001;Jo", 0xe3, "o\n"), "windows-1252"],
  ] as const)("in %s is read", async ([, file, encoding], { expect }) => {
    const t = await aTenant();
    const done = await imported(t, file);
    expect(done).toMatchObject({ created: 1, rejected: 0, encoding, delimiter: ";" });
    const [contact] = await t.ctx.db.query.contacts.findMany();
    expect(contact).toMatchObject({ phone: "+5511987650001", name: "João" });
  });

  test("may have line breaks in its cells and any ends of lines", async ({ expect }) => {
    const t = await aTenant();
    const file = 'Phone,Name\r\n+5511987650001,"Ana\nMaria"\n+5511987650002,Bia\r\n12,x\r\n';
    const done = await imported(t, file);
    expect(done).toMatchObject({ created: 2, rejected: 1, total_rows: 3 });
  });

  test.for([
    ["XLSX", bytesOf("PK", 3, 4, 20, 0, 0), 415, "not_csv"],
    ["PDF", bytesOf("%PDF-1.7\n"), 415, "not_csv"],
    ["a NUL in the middle", bytesOf("Phone\n+55", 0, "1\n", "x".repeat(2_000)), 415, "not_csv"],
    ["a NUL far behind", bytesOf(`Phone\n${"+5511987650001\n".repeat(200)}`, 0), 415, "not_csv"],
    ["a broken letter", bytesOf("Phone;Name\n+55;João\n+55;Jo", 0xe3, "o\n"), 422, "encoding"],
    ["broken UTF-16", bytesOf(0xff, 0xfe, "P", 0, 0, 0xd8, "x", 0), 422, "encoding"],
    ["nothing", bytesOf(""), 422, "empty_file"],
    ["blank lines", bytesOf("\n \n"), 422, "empty_file"],
    ["headers alone", bytesOf("Phone;Name\n\n"), 422, "empty_file"],
    ["another header", bytesOf("Telefon;Name\n1;2\n"), 422, "header_missing"],
    ["one header twice", bytesOf("Phone; phone\n1;2\n"), 422, "duplicate_header"],
    ["a quote that never ends", bytesOf('Phone;Name\n1;2\n3;"x\n'), 422, "unclosed_quote"],
    ["a line of 10 MB", bytesOf(`Phone;Name\n1;${"x".repeat(10_000_000)}\n`), 422, "line_too_long"],
  ] as const)(
    "of %s is refused, and nothing is kept of it",
    async ([, file, status, code], { expect }) => {
      const t = await aTenant();
      const answer = await upload(t, file);
      expect([answer.status, answer.body["code"]]).toEqual([status, code]);
      expect(answer.body.errors?.[0]?.pointer).toBe(
        code === "header_missing" ? "/mapping/Phone" : "/file",
      );
      expect(await t.ctx.db.query.imports.findMany()).toEqual([]);
      const left = await env.MEDIA.list({ prefix: `t/${t.tenant.id}/imports/` });
      expect(left.objects).toEqual([]);
    },
  );

  test("names the line of what is wrong with it", async ({ expect }) => {
    const t = await aTenant();
    const open = await upload(t, 'Phone;Name\n1;2\n3;"x\ny\n');
    expect(open.body["detail"]).toContain("line 3");
    const letter = await upload(t, bytesOf("Phone;Name\n+55;João\n+55;Jo", 0xe3, "o\n"));
    expect(letter.body["detail"]).toContain("Line 3");
  });

  test.for([
    ["a mapping that is no JSON", { mapping: "{" }, "malformed_json", undefined],
    ["no mapping", {}, "invalid_request", "/mapping"],
    [
      "a key that no object may have",
      { mapping: '{"__proto__": "phone"}' },
      "forbidden_key",
      "/mapping/__proto__",
    ],
    [
      "a target that is none",
      { mapping: { Phone: "telephone" } },
      "invalid_request",
      "/mapping/Phone",
    ],
    ["nobody to be recognised", { mapping: { Name: "name" } }, "invalid_request", "/mapping"],
    ["an unknown field", { mapping: MAPPING, colour: "red" }, "invalid_request", "/colour"],
    ["a dry run of sorts", { mapping: MAPPING, dry_run: "maybe" }, "invalid_request", "/dry_run"],
    [
      "no such country",
      { mapping: MAPPING, default_country: "ZZ" },
      "invalid_request",
      "/default_country",
    ],
    ["a tag that is none", { mapping: MAPPING, tags: ["a,b"] }, "invalid_request", "/tags/0"],
    [
      "a blank statement",
      {
        mapping: MAPPING,
        consent: { purpose: "marketing", statement: " ", source: "x", declared_by: "y" },
      },
      "invalid_request",
      "/consent/statement",
    ],
    [
      "nobody who answers for it",
      { mapping: MAPPING, consent: { purpose: "marketing", statement: "I agree.", source: "x" } },
      "invalid_request",
      "/consent/declared_by",
    ],
    [
      "consent in the future",
      {
        mapping: MAPPING,
        consent: {
          purpose: "marketing",
          statement: "I agree.",
          source: "x",
          declared_by: "y",
          captured_at: "2999-01-01T00:00:00Z",
        },
      },
      "out_of_range",
      "/consent/captured_at",
    ],
  ] as const)("with %s is refused", async ([, fields, code, pointer], { expect }) => {
    const t = await aTenant();
    const answer = await upload(t, TABLE, fields);
    expect([answer.status, answer.body["code"], answer.body.errors?.[0]?.pointer]).toEqual([
      400,
      code,
      pointer,
    ]);
    expect(await t.ctx.db.query.imports.findMany()).toEqual([]);
  });
});
