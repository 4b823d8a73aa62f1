import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, test } from "vitest";

import { genesisOf, linkOf } from "#core/chain/link";
import { statementSha256 } from "#core/consent/ledger";
import {
  personalDigest,
  personalOf,
  recordDigest,
  recordOf,
  type LedgerRow,
} from "#core/consent/sealed-record";

const WORKSPACE = "ws_01k9zq3v6m8r2t4w6y8a0c2e4g";
const folder = mkdtempSync(join(tmpdir(), "ledger-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Three acts, sealed by the rules of the service. */
function aLedger() {
  let hash = genesisOf("consents", WORKSPACE);
  return [1, 2, 3].map((seq) => {
    const statement = seq === 2 ? null : "Ich stimme zu 🎉";
    const row: LedgerRow = {
      seq,
      id: `cns_${seq}`,
      contactId: "con_1",
      purpose: "marketing",
      action: "grant",
      state: "granted",
      method: "form",
      byPerson: 0,
      statement,
      statementVersion: "1",
      statementSha256: statement === null ? null : statementSha256(statement),
      statementLanguage: "de",
      messageId: null,
      evidenceMediaId: null,
      actor: "user:usr_1",
      capturedAt: 1_000 * seq,
      recordedAt: 1_001 * seq,
      source: "a form",
      subjectIp: "::1",
      subjectUserAgent: null,
      recordedIp: null,
      recordedUserAgent: "curl",
      salt: "ab",
      personalSha256: null,
      hash: null,
    };
    const previous = { seq: seq - 1, hash };
    hash = linkOf(hash, recordDigest(row));
    const record = recordOf(row, personalDigest(row));
    return { row, record, previous, hash, personal: { salt: "ab", ...personalOf(row) } };
  });
}

function verify(content: string, ...args: readonly string[]): string {
  const file = join(folder, "file");
  writeFileSync(file, content);
  try {
    return execFileSync(process.execPath, ["scripts/verify-ledger.mjs", file, ...args], {
      encoding: "utf8",
      stdio: "pipe",
    });
  } catch (error) {
    // Safe: what a child that failed has printed.
    return (error as { stderr: string }).stderr;
  }
}

test("an exported ledger is checked without the service", ({ expect }) => {
  const acts = aLedger().map(({ row, record, hash }) => ({
    ...record,
    statement: row.statement,
    hash,
  }));
  const lines = (list: readonly object[]) => list.map((act) => JSON.stringify(act)).join("\n");
  const of = ["--workspace", WORKSPACE] as const;
  const last = acts.at(-1)?.hash ?? "";
  expect(verify(lines(acts), ...of)).toContain(`3 acts are as they were sealed. Head 3:${last}`);
  expect(verify(lines(acts), ...of, "--head", `3:${last}`)).toContain("3 acts");
  expect(verify(lines(acts.slice(0, 2)), ...of, "--head", `3:${last}`)).toContain("not there");
  const changed = acts.with(1, { ...acts[1], method: "verbal" } as (typeof acts)[number]);
  expect(verify(lines(changed), ...of)).toContain("NOT AS SEALED. seq 2: the record was changed");
  expect(verify(lines(acts), "--workspace", "ws_other")).toContain("seq 1: the record");
  expect(verify(lines(acts.toSpliced(1, 1)), ...of)).toContain("seq 2: the row is missing");
});

test("a proof is checked without the service", ({ expect }) => {
  const [first, second, third] = aLedger();
  if (first === undefined || second === undefined || third === undefined) throw new Error("none");
  const head = { seq: 3, hash: third.hash };
  const proof = {
    ledger: "consents",
    workspace_id: WORKSPACE,
    record: first.record,
    statement: first.row.statement,
    personal: first.personal,
    previous: first.previous,
    hash: first.hash,
    path: [recordDigest(second.row), recordDigest(third.row)],
    reaches: head,
    head,
  };
  const said = (more: object) => verify(JSON.stringify({ ...proof, ...more }));
  expect(said({})).toContain("The act is in the ledger with head 3");
  expect(said({ personal: null })).toContain("The act is in the ledger");
  expect(said({ personal: { ...first.personal, subject_ip: "::2" } })).toContain("personal");
  expect(said({ record: { ...first.record, actor: "user:usr_2" } })).toContain(
    "record was changed",
  );
  expect(said({ path: proof.path.toReversed() })).toContain("NOT AS SEALED");
  expect(said({ workspace_id: "ws_other" })).toContain("genesis");
});
