import { createHash } from "node:crypto";

import fc from "fast-check";
import { describe, test } from "vitest";

import { canonicalJson } from "#core/chain/canonical-json";
import { checkLinks } from "#core/chain/check-links";
import { digestOf, genesisOf, linkOf } from "#core/chain/link";
import { statementSha256 } from "#core/consent/ledger";
import {
  chainRowOf,
  personalDigest,
  recordDigest,
  type LedgerRow,
} from "#core/consent/sealed-record";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

const GENESIS = { seq: 0, hash: genesisOf("consents", "ws_1") };

const word = fc.string({ unit: "binary", minLength: 1, maxLength: 12 });
const maybe = fc.option(word, { nil: null });

const unsealed: fc.Arbitrary<LedgerRow> = fc.record({
  seq: fc.constant(0),
  id: word,
  contactId: word,
  purpose: fc.constant("marketing"),
  action: fc.constantFrom("grant", "withdraw", "request"),
  state: fc.constantFrom("unknown", "granted", "withdrawn"),
  method: fc.constantFrom("form", "keyword"),
  byPerson: fc.constantFrom(0, 1),
  statement: maybe,
  statementSha256: fc.constant(null),
  statementVersion: maybe,
  statementLanguage: maybe,
  messageId: maybe,
  evidenceMediaId: maybe,
  actor: word,
  capturedAt: fc.nat(),
  recordedAt: fc.nat(),
  source: maybe,
  subjectIp: maybe,
  subjectUserAgent: maybe,
  recordedIp: maybe,
  recordedUserAgent: maybe,
  salt: fc.stringMatching(/^[0-9a-f]{32}$/),
  personalSha256: fc.constant(null),
  hash: fc.constant(null),
});

/** A ledger as a sealer leaves it. */
function sealed(rows: readonly LedgerRow[]): LedgerRow[] {
  let previous = GENESIS.hash;
  return rows.map((row, i) => {
    const statement = row.statement === null ? null : statementSha256(row.statement);
    const whole = { ...row, seq: i + 1, statementSha256: statement };
    const kept = { ...whole, personalSha256: personalDigest(whole) };
    previous = linkOf(previous, recordDigest(kept));
    return { ...kept, hash: previous };
  });
}

const ledger = fc.array(unsealed, { minLength: 1, maxLength: 6 }).map(sealed);
const check = (rows: readonly LedgerRow[]) => checkLinks(GENESIS, rows.map(chainRowOf));

/** What erasure leaves of a row. */
const redacted = (row: LedgerRow): LedgerRow => ({
  ...row,
  statement: null,
  source: null,
  subjectIp: null,
  subjectUserAgent: null,
  recordedIp: null,
  recordedUserAgent: null,
  salt: null,
});

/** The value with one byte of it flipped; what was not there is there. */
function flipped(value: string | number | null, at: number): string | number {
  if (value === null) return "x";
  if (typeof value === "number") return value + 1;
  const bytes = new TextEncoder().encode(value);
  const place = at % bytes.length;
  // A flip that leaves UTF-8 is none that a column of text could hold.
  bytes[place] = (bytes[place] ?? 0) ^ 1;
  const text = new TextDecoder().decode(bytes);
  return text === value ? `${value}x` : text;
}

describe("canonical JSON", () => {
  test("has one spelling, whatever order the members came in, and reads back", ({ expect }) => {
    fc.assert(
      fc.property(fc.dictionary(word, fc.oneof(word, fc.integer(), fc.constant(null))), (value) => {
        const turned = Object.fromEntries(Object.entries(value).toReversed());
        expect(canonicalJson(turned)).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual({ ...value });
      }),
    );
    expect(canonicalJson({ b: [1, "é"], a: { d: null, c: true } })).toBe(
      '{"a":{"c":true,"d":null},"b":[1,"é"]}',
    );
  });
});

describe("a link", () => {
  test("is SHA-256 of the link before and the record's digest, as any tool computes it", ({
    expect,
  }) => {
    expect(GENESIS.hash).toBe(sha256('{"ledger":"consents","workspace_id":"ws_1"}'));
    const digest = digestOf({ b: 2, a: "x" });
    expect(digest).toBe(sha256('{"a":"x","b":2}'));
    expect(linkOf(GENESIS.hash, digest)).toBe(sha256(GENESIS.hash + digest));
  });

  test("of one workspace is none of another's", ({ expect }) => {
    expect(genesisOf("consents", "ws_2")).not.toBe(GENESIS.hash);
  });
});

describe("a sealed ledger", () => {
  test("verifies, and does after any of its rows were redacted", ({ expect }) => {
    fc.assert(
      fc.property(ledger, fc.infiniteStream(fc.boolean()), (rows, picks) => {
        const last = rows.at(-1);
        const whole = { head: { seq: rows.length, hash: last?.hash }, firstInvalid: null };
        expect(check(rows)).toEqual(whole);
        const some = rows.map((row) => (picks.next().value === true ? redacted(row) : row));
        expect(check(some)).toEqual(whole);
      }),
    );
  });

  test("tells the row of one flipped byte, whichever column it is in", ({ expect }) => {
    fc.assert(
      fc.property(ledger, fc.nat(), fc.nat(), fc.nat(), (rows, which, column, at) => {
        const i = which % rows.length;
        const row = rows[i];
        if (row === undefined) return;
        const columns = (Object.keys(row) as (keyof LedgerRow)[]).filter((name) => name !== "seq");
        const name = columns[column % columns.length] ?? "id";
        const changed = rows.with(i, { ...row, [name]: flipped(row[name], at) });
        expect([name, check(changed).firstInvalid?.seq]).toEqual([name, i + 1]);
      }),
      { numRuns: 2_000 },
    );
  });

  test("tells a row that is gone, moved or put in between", ({ expect }) => {
    fc.assert(
      fc.property(ledger, fc.nat(), (rows, which) => {
        const i = which % rows.length;
        const row = rows[i];
        if (row === undefined || rows.length < 2) return;
        if (i < rows.length - 1)
          expect(check(rows.toSpliced(i, 1)).firstInvalid).toEqual({
            seq: i + 1,
            reason: "missing_row",
          });
        expect(check(rows.toSpliced(i, 0, row)).firstInvalid).not.toBeNull();
        expect(check(rows.toReversed()).firstInvalid).not.toBeNull();
      }),
    );
  });

  test("is not as it was where a row's data are gone and its salt is not", ({ expect }) => {
    const [row] = sealed(
      fc.sample(
        unsealed.map((one) => ({ ...one, source: "a form" })),
        { seed: 1, numRuns: 1 },
      ),
    );
    if (row === undefined) throw new Error("no row");
    expect(check([{ ...row, source: null }]).firstInvalid?.reason).toBe("personal_data_changed");
    expect(check([{ ...redacted(row), source: "another" }]).firstInvalid?.reason).toBe(
      "personal_data_changed",
    );
  });
});
