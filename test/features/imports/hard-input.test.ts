/**
 * People's data that is hard to take, by the numbers of the list of inputs that every release is held to: C57 to C59 are contacts, D61
 * to D70 files. Where that list answers 422 to what a schema refuses, the contract answers 400 and the case says so.
 */
import { describe, test } from "vitest";

import { call } from "../../fixtures/call.ts";
import { aTenant, type TenantFixture } from "../../fixtures/tenant.ts";
import { CONSENT } from "./fixture.ts";
import {
  adds,
  aForm,
  answerOf,
  bytesOf,
  consents,
  exported,
  MB,
  mails,
  names,
  nothingOf,
  refused,
  repeatedly,
  streamed,
  told,
  together,
  utf16,
} from "./hard-input-fixture.ts";

type Case = readonly [name: string, act: (t: TenantFixture) => Promise<unknown>, expected: unknown];

const PHONE = "+5511987650001";
const TABLE = `Phone;Name\n${PHONE};João\n`;
const ANOTHER_TYPE = "It begins as a file of another type does.";
const NO_TEXT = (line: number) =>
  `Line ${line} is neither UTF-8, UTF-16 nor Windows-1252. Save the file as CSV in UTF-8.`;
const JOAO = ["utf-8", ";", [PHONE, "João"]];

const CONTACTS: readonly Case[] = [
  [
    "57 a thousand tags (a schema's 400)",
    adds({ phone: PHONE, tags: Array.from({ length: 1_000 }, (_, i) => `t${i}`) }),
    [400, "invalid_request", "/tags"],
  ],
  [
    "57 a tag in three spellings is one, as first spelled",
    async (t) =>
      (await call(t, "POST /contacts", { phone: PHONE, tags: ["VIP", "vip", "ＶＩＰ", "b"] })).body[
        "tags"
      ],
    ["VIP", "b"],
  ],
  [
    "57 a tag with a comma (a schema's 400)",
    adds({ phone: PHONE, tags: ["a,b"] }),
    [400, "invalid_request", "/tags/0"],
  ],
  [
    "57 a tag with a line break (a schema's 400)",
    adds({ phone: PHONE, tags: ["ok", "a\nb"] }),
    [400, "invalid_request", "/tags/1"],
  ],
  [
    "57 a tag of 65 characters (a schema's 400)",
    adds({ phone: PHONE, tags: ["x".repeat(65)] }),
    [400, "invalid_request", "/tags/0"],
  ],
  [
    "57 one tag too many, in small calls",
    async (t) => {
      const tags = Array.from({ length: 50 }, (_, i) => `t${i}`);
      await call(t, "POST /contacts", { phone: PHONE, tags });
      const path = `PUT /contacts/phone:${encodeURIComponent(PHONE)}/tags/more` as const;
      return answerOf(await call(t, path));
    },
    [400, "invalid_request", "/tags"],
  ],
  [
    "58 a field called __proto__",
    adds({ phone: PHONE, fields: JSON.parse('{"__proto__":1}') as unknown }),
    [400, "forbidden_key", "/fields/__proto__"],
  ],
  [
    "58 a field called constructor",
    adds({ phone: PHONE, fields: { constructor: 1 } }),
    [400, "forbidden_key", "/fields/constructor"],
  ],
  [
    "58 five hundred fields (a schema's 400)",
    adds({
      phone: PHONE,
      fields: Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`k${i}`, i])),
    }),
    [400, "invalid_request", "/fields"],
  ],
  [
    "58 a value of 1 MB (a schema's 400)",
    adds({ phone: PHONE, fields: { k: "x".repeat(MB) } }),
    [400, "invalid_request", "/fields"],
  ],
  [
    "58 a body over 1 MiB",
    adds({ phone: PHONE, fields: { k: "x".repeat(1_048_576) } }),
    [413, "body_too_large"],
  ],
  ["59 a@b", mails("a@b"), [422, "invalid_field", "/fields/mail"]],
  ["59 a quoted local part", mails('"x"@y.za'), [422, "invalid_field", "/fields/mail"]],
  ["59 a host of another script", mails("ana@bücher.de"), [422, "invalid_field", "/fields/mail"]],
  ["59 its name in ASCII", mails("Ana@XN--Bcher-KVA.de"), { mail: "Ana@xn--bcher-kva.de" }],
  [
    "59 320 characters",
    mails(`${"a".repeat(60)}@${"b.".repeat(128)}de1`),
    [422, "invalid_field", "/fields/mail"],
  ],
  [
    "59 an address names nobody: two people may share one",
    async (t) => {
      const both = ["+5511987650001", "+5511987650002"].map((phone) =>
        call(t, "POST /contacts", { phone, fields: { mail: "a@example.com" } }),
      );
      const statuses = (await Promise.all(both)).map(({ status }) => status);
      return [...statuses, (await call(t, "GET /contacts/email:a@example.com")).status];
    },
    [201, 201, 404],
  ],
];

const FILES: readonly Case[] = [
  ["61 UTF-8", names(bytesOf(TABLE)), JOAO],
  ["61 UTF-8 with a mark", names(bytesOf(0xef, 0xbb, 0xbf, TABLE)), JOAO],
  ["61 UTF-16", names(utf16(TABLE, false)), JOAO],
  ["61 UTF-16 the other way", names(utf16(TABLE, true)), JOAO],
  [
    "61 Windows-1252",
    names(bytesOf(`Phone;Name\n${PHONE};Jo`, 0xe3, "o\n")),
    ["windows-1252", ";", [PHONE, "João"]],
  ],
  [
    "61 mixed ends of lines",
    told("Phone,Name\r\n+5511987650001,Ana\n+5511987650002,Bia\r\n12,x"),
    [2, 1, "4,Phone,invalid_phone"],
  ],
  [
    "61 a broken letter, named by its line",
    refused(bytesOf("Phone;Name\n+55;João\n+55;Jo", 0xe3, "o\n")),
    [422, "encoding", "/file", NO_TEXT(3)],
  ],
  [
    "61 broken UTF-16",
    refused(bytesOf(0xff, 0xfe, "P", 0, 0, 0xd8, "x", 0)),
    [422, "encoding", "/file", NO_TEXT(1)],
  ],
  ["62 semicolons", names(`Phone;Name\n${PHONE};A,b\n`), ["utf-8", ";", [PHONE, "A,b"]]],
  ["62 tabs", names(`Phone\tName\n${PHONE}\tA,b\n`), ["utf-8", "\t", [PHONE, "A,b"]]],
  [
    "62 quotes, and separators inside of them",
    names('Phone,Name\n+5511987650001,"Ana ""A"" Maria"\n+5511987650002,"B, b"\n'),
    ["utf-8", ",", ["+5511987650001", 'Ana "A" Maria'], ["+5511987650002", "B, b"]],
  ],
  [
    "62 a line break in quotes, through which lines are counted",
    told('Phone,Name\n+5511987650001,"Ana\nMaria"\n12,x\n'),
    [1, 1, "4,Phone,invalid_phone"],
  ],
  [
    "62 a quote where none can stand is the row's fault",
    told('Phone,Name\n+5511987650001,"An"a"\n+5511987650002,Bia\n'),
    [1, 1, "2,,invalid_quotes"],
  ],
  [
    "62 a quote that never ends, named by the line that it opens in",
    refused('Phone;Name\n1;2\n3;"x\ny\nz\n'),
    [422, "unclosed_quote", "/file", "The quoted text that opens in line 3 does not end."],
  ],
  [
    "63 1,000,001 rows",
    async (t) => {
      const rows = repeatedly("1;x\n".repeat(1_000), 1_000);
      const { answer, detail } = await streamed(t, aForm("Phone;Name\n", rows, "1;x\n"));
      return nothingOf(t, [...answer, detail]);
    },
    [422, "too_many_rows", "/file", "A file has 1000000 rows at most."],
  ],
  [
    "63 1,000,000 rows are no fault",
    async (t) => {
      const rows = repeatedly("1;x\n".repeat(1_000), 1_000);
      const mapping = { Mobile: "phone" };
      const { answer } = await streamed(t, aForm("Phone;Name\n", rows, "", mapping));
      return nothingOf(t, answer);
    },
    [422, "header_missing", "/mapping/Mobile"],
  ],
  [
    "63 more than 200 MB as declared is refused at once",
    async (t) => {
      const rows = repeatedly(`1;${"x".repeat(9_997)}\n`.repeat(100), 202);
      const { answer, detail, taken } = await streamed(t, aForm("Phone;Name\n", rows), 202 * MB);
      return nothingOf(t, [...answer, detail, taken < MB]);
    },
    [413, "body_too_large", "/file", "A file has 200000000 bytes at most.", true],
  ],
  [
    "63 more than 200 MB undeclared is read to the limit and no further",
    async (t) => {
      const rows = repeatedly(`1;${"x".repeat(9_997)}\n`.repeat(100), 400);
      const { answer, detail, taken } = await streamed(t, aForm("Phone;Name\n", rows));
      return nothingOf(t, [...answer, detail, taken > 199 * MB, taken < 220 * MB]);
    },
    [413, "body_too_large", "/file", "A file has 200000000 bytes at most.", true, true],
  ],
  [
    "63 a line of 10 MB",
    refused(`Phone;Name\n1;2\n1;${"x".repeat(10 * MB)}\n`),
    [422, "line_too_long", "/file", "Line 3 is longer than 1 MB."],
  ],
  [
    "63 a line of 1 GB is not read to its end",
    async (t) => {
      const { answer, taken } = await streamed(
        t,
        aForm("Phone;Name\n1;", repeatedly("x".repeat(MB), 1_000)),
      );
      return nothingOf(t, [...answer, taken < 25 * MB]);
    },
    [422, "line_too_long", "/file", true],
  ],
  [
    "64 another header",
    refused("Telefon;Name\n1;2\n"),
    [
      422,
      "header_missing",
      "/mapping/Phone",
      "/mapping/Phone: The file has no column of this name.",
    ],
  ],
  [
    "64 one header twice, in two spellings",
    refused("Phone; phone \n1;2\n"),
    [422, "duplicate_header", "/file", 'Two columns are called "phone".'],
  ],
  ["64 headers in another case, with spaces around", told(` PHONE ;name\n${PHONE};Ana\n`), [1, 0]],
  ["64 nothing", refused(""), [422, "empty_file", "/file", "The file is empty."]],
  ["64 blank lines", refused("\n \n"), [422, "empty_file", "/file", "The file is empty."]],
  [
    "64 headers alone",
    refused("Phone;Name\n\n"),
    [422, "empty_file", "/file", "Below the headers the file has no rows."],
  ],
  [
    "65 three cells below five headers",
    told(
      "Phone,Name,A,B,C\n+5511987650001,Ana,1,2,3\n+5511987650002,Bia,1\n+5511987650003,Eva,1,2,3\n",
    ),
    [2, 1, "3,,column_count"],
  ],
  [
    "66 formulas are texts, and no spreadsheet calculates them from an export",
    async (t) => {
      const cells = ['"=HYPERLINK(""x"")"', "+1 more", "@SUM(A1)", '"\tTab"', '"\rReturn"', "-1+1"];
      const rows = cells.map((cell, i) => `+551198765000${i},${cell}`);
      const { made, lines } = await exported(t, `Phone,Name\n${rows.join("\n")}\n`);
      const safe = ["'=HYPERLINK(", "'+1 more", "'@SUM(A1)", "'-1+1", "+5511987650000"];
      return [
        made,
        safe.filter((cell) => !lines.some((line) => line.includes(cell))),
        lines.filter((line) => /(?:^|,)"?[=@\t\r-]/.test(line)),
      ];
    },
    [['=HYPERLINK("x")', "+1 more", "@SUM(A1)", "Tab", "Return", "-1+1"], [], []],
  ],
  [
    "67 phones that a spreadsheet has shortened",
    told(`Phone;Name\n1.55512E+10;Ana\n1,55512E+10;Bia\n${PHONE};Eva\n`),
    [1, 2, "2,Phone,scientific_notation", "3,Phone,scientific_notation"],
  ],
  [
    "68 the same file twice at once",
    async (t) => {
      const rows = Array.from({ length: 50 }, (_, i) => `+55119876500${10 + i};P${i}`);
      return together(t, `Phone;Name\n${rows.join("\n")}\n`);
    },
    { contacts: 50, created: 50, unchanged: 50, rejected: 0 },
  ],
  ["69 XLSX", refused(bytesOf("PK", 3, 4, 20, 0, 0)), [415, "not_csv", "/file", ANOTHER_TYPE]],
  ["69 PDF", refused(bytesOf("%PDF-1.7\n")), [415, "not_csv", "/file", ANOTHER_TYPE]],
  [
    "69 a NUL in the middle",
    refused(bytesOf("Phone\n+55", 0, "1\n", "x".repeat(2_000))),
    [415, "not_csv", "/file", ANOTHER_TYPE],
  ],
  [
    "69 a NUL far behind, named by its line",
    refused(bytesOf(`Phone\n${"+5511987650001\n".repeat(200)}`, 0)),
    [415, "not_csv", "/file", "Line 202 holds a byte that no text has."],
  ],
  [
    "70 no column of consent",
    consents(`Phone\n${PHONE}\n`, { mapping: { Phone: "phone" } }),
    { granted: 0, unknown: 1, withheld: 0, heads: ["unknown"], reports: [] },
  ],
  [
    "70 a yes that is none, one of the future, and an empty one",
    consents(
      "Phone,Ok,Since\n+5511987650001,yes?,\n+5511987650002,yes,2999-01-01\n+5511987650003,,\n+5511987650004,yes,2026-01-31\n",
      { mapping: { Phone: "phone", Ok: "consent", Since: "consent_at" }, consent: CONSENT },
    ),
    {
      granted: 1,
      unknown: 3,
      withheld: 0,
      heads: ["granted", "unknown", "unknown", "unknown"],
      reports: ["2,Ok,unclear_consent,imported", "3,Since,future_date,imported"],
    },
  ],
];

describe.for([
  ["C, contacts", CONTACTS],
  ["D, files", FILES],
] as const)("%s", ([, cases]) => {
  test.for(cases)("%s", { timeout: 180_000 }, async ([, act, expected], { expect }) => {
    expect(await act(await aTenant())).toEqual(expected);
  });
});
