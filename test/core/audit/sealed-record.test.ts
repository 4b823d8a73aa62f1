import fc from "fast-check";
import { describe, test } from "vitest";

import { addressesDigest, walk, type AuditRecord } from "#core/audit/sealed-record";
import { genesisOf } from "#core/chain/link";

const aRecord = fc.record({
  id: fc.string(),
  at: fc.nat(),
  actorKind: fc.constantFrom("user", "api_key", "job"),
  actorId: fc.option(fc.string()),
  action: fc.string(),
  target: fc.option(fc.string()),
  requestId: fc.string(),
  outcome: fc.constantFrom("success", "failure"),
  changes: fc.option(fc.json()),
  ip: fc.option(fc.ipV4()),
  userAgent: fc.option(fc.string()),
  salt: fc.stringMatching(/^[0-9a-f]{32}$/),
  addressesSha256: fc.constant(null),
});

const aTrail = fc
  .array(aRecord, { minLength: 1, maxLength: 12 })
  .map((rows) => rows.map((row, i): AuditRecord => ({ seq: i + 1, ...row })));

const GENESIS = { seq: 0, hash: genesisOf("audit", "ws_1") };

describe("a sealed trail", () => {
  test("has the same head once addresses are taken out", ({ expect }) => {
    fc.assert(
      fc.property(aTrail, (rows) => {
        const taken = rows.map((row) => ({
          ...row,
          ip: null,
          userAgent: null,
          salt: null,
          addressesSha256: addressesDigest(row),
        }));
        expect(walk(GENESIS, taken)).toEqual(walk(GENESIS, rows));
      }),
    );
  });

  test("has another head when anything in any row is changed", ({ expect }) => {
    fc.assert(
      fc.property(
        aTrail,
        fc.nat(),
        fc.constantFrom<keyof AuditRecord>(...MEMBERS),
        (rows, n, member) => {
          const at = n % rows.length;
          const changed = rows.map((row, i) =>
            i === at ? { ...row, [member]: typeof row[member] === "number" ? -1 : "changed" } : row,
          );
          expect(walk(GENESIS, changed).reached).not.toEqual(walk(GENESIS, rows).reached);
        },
      ),
    );
  });

  test("says where a row is missing", ({ expect }) => {
    fc.assert(
      fc.property(aTrail, fc.nat(), (rows, n) => {
        fc.pre(rows.length > 1);
        const at = n % (rows.length - 1);
        expect(walk(GENESIS, rows.toSpliced(at, 1)).broken).toBe(at + 1);
      }),
    );
  });

  test("takes no address beside the digest of those that were taken out", ({ expect }) => {
    fc.assert(
      fc.property(aTrail, (rows) => {
        const half = rows.map((row) => ({ ...row, salt: null, ip: "203.0.113.9" }));
        expect(walk(GENESIS, half).broken).toBe(1);
      }),
    );
  });
});

const MEMBERS =
  "id at actorKind actorId action target requestId outcome changes ip userAgent salt".split(
    " ",
  ) as (keyof AuditRecord)[];
