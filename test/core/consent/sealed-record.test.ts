import { describe, test } from "vitest";

import { statementSha256 } from "#core/consent/ledger";
import {
  chainRowOf,
  personalDigest,
  recordDigest,
  recordOf,
  type LedgerRow,
} from "#core/consent/sealed-record";

const OPEN: LedgerRow = {
  seq: 7,
  id: "cns_01k9zq3v6m8r2t4w6y8a0c2e4g",
  contactId: "con_01k9zq3v6m8r2t4w6y8a0c2e4g",
  purpose: "marketing",
  action: "grant",
  state: "granted",
  method: "form",
  byPerson: 0,
  statement: "I agree",
  statementSha256: statementSha256("I agree"),
  statementVersion: null,
  statementLanguage: "en",
  messageId: null,
  evidenceMediaId: null,
  actor: "api_key:1",
  capturedAt: 1_700_000_000_000,
  recordedAt: 1_700_000_000_001,
  source: "shop",
  subjectIp: "192.0.2.1",
  subjectUserAgent: null,
  recordedIp: null,
  recordedUserAgent: null,
  salt: "00ff",
  personalSha256: null,
  hash: "aa",
};
const ROW: LedgerRow = { ...OPEN, personalSha256: personalDigest(OPEN) };
/** What an erasure leaves. */
const REDACTED: LedgerRow = { ...ROW, statement: null, source: null, subjectIp: null, salt: null };

const faultOf = (row: LedgerRow) => chainRowOf(row).fault;

describe("a row of the consent ledger", () => {
  test("stands, and stands with the same digest once its person is erased", ({ expect }) => {
    expect(chainRowOf(ROW)).toEqual({ seq: 7, digest: recordDigest(ROW), hash: "aa", fault: null });
    expect(faultOf(REDACTED)).toBeNull();
    expect(recordDigest(REDACTED)).toBe(recordDigest(ROW));
    // The statement of a redacted row may be kept.
    expect(faultOf({ ...REDACTED, statement: "I agree" })).toBeNull();
  });

  test("does not stand with another statement, or with none that was not erased", ({ expect }) => {
    for (const row of [
      { ...ROW, statement: "I disagree" },
      { ...ROW, statement: null },
      { ...REDACTED, statement: "I disagree" },
    ])
      expect(faultOf(row)).toBe("statement_changed");
  });

  test("does not stand with anything personal changed, or put back", ({ expect }) => {
    for (const row of [
      { ...ROW, source: "another" },
      { ...ROW, salt: "11ee" },
      { ...ROW, personalSha256: "00" },
      { ...REDACTED, subjectIp: "192.0.2.9" },
    ])
      expect(faultOf(row)).toBe("personal_data_changed");
  });

  test("has another digest for every value that its flag and its times can hold", ({ expect }) => {
    expect([0, 1, 2, -1].map((byPerson) => recordOf({ ...ROW, byPerson }, null).by_person)).toEqual(
      [false, true, 2, -1],
    );
    const at = (capturedAt: number) => recordOf({ ...ROW, capturedAt }, null).captured_at;
    expect(at(0)).toBe("1970-01-01T00:00:00.000Z");
    expect(at(8.64e15)).toBe("+275760-09-13T00:00:00.000Z");
    expect([8.64e15 + 2, -8.64e15 - 2, Infinity].map(at)).toEqual([
      8.64e15 + 2,
      -8.64e15 - 2,
      Infinity,
    ]);
  });

  test.for(Object.keys(OPEN).filter((name) => !["hash", "salt", "statement"].includes(name)))(
    "has another digest when its %s is another",
    (name, { expect }) => {
      const row = {
        ...ROW,
        [name]: typeof ROW[name as keyof LedgerRow] === "number" ? 5 : "other",
      };
      const personal = [
        "source",
        "subjectIp",
        "subjectUserAgent",
        "recordedIp",
        "recordedUserAgent",
      ];
      // Hashed apart, and then kept as its digest.
      if (name === "personalSha256") expect(faultOf(row)).toBe("personal_data_changed");
      else expect(recordDigest(row)).not.toBe(recordDigest(ROW));
      if (personal.includes(name)) expect(personalDigest(row)).not.toBe(personalDigest(ROW));
    },
  );
});
