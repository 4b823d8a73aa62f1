// `npm run verify-ledger -- proof.json` or `-- ledger.ndjson --workspace ws_… [--head <seq>:<hash>]`: checks the consent ledger
// without the service and without any of its code. A proof is the answer of `GET /v1/consents/{id}/proof`; a ledger is what
// `GET /v1/consents?after=` answered, an act a line, from the first on. Exit 0: as it was sealed; 1: not; 2: not understood.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { workspace: { type: "string" }, head: { type: "string" } },
});

/** What of an act is hashed; whatever else an answer shows is not. */
const HASHED = [
  "seq",
  "id",
  "contact_id",
  "purpose",
  "action",
  "state",
  "method",
  "by_person",
  "statement_sha256",
  "statement_version",
  "statement_language",
  "message_id",
  "evidence_media_id",
  "actor",
  "captured_at",
  "recorded_at",
  "personal_sha256",
];

const sha256 = (text) => createHash("sha256").update(text, "utf8").digest("hex");

/** RFC 8785, of what a record holds. */
function canonical(value) {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  const names = Object.keys(value).toSorted();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`;
}

const recordOf = (act) => Object.fromEntries(HASHED.map((name) => [name, act[name] ?? null]));
const digestOf = (act) => sha256(canonical(recordOf(act)));
const genesisOf = (workspace, ledger = "consents") =>
  sha256(canonical({ ledger, workspace_id: workspace }));

class Invalid extends Error {}

function demand(holds, what) {
  if (!holds) throw new Invalid(what);
}

function checkStatement(act, statement) {
  if (statement !== null && statement !== undefined)
    demand(sha256(statement) === act.statement_sha256, `seq ${act.seq}: the statement was changed`);
}

function checkProof(proof) {
  const { record, personal, previous, path, reaches, head } = proof;
  if (record.seq === 1)
    demand(
      previous.hash === genesisOf(proof.workspace_id, proof.ledger),
      "the genesis is another workspace's",
    );
  demand(previous.seq === record.seq - 1, "the neighbour is another's");
  checkStatement(record, proof.statement);
  if (personal !== null)
    demand(
      sha256(canonical(personal)) === record.personal_sha256,
      `seq ${record.seq}: what is personal was changed`,
    );
  let link = sha256(previous.hash + digestOf(record));
  demand(link === proof.hash, `seq ${record.seq}: the record was changed`);
  for (const digest of path) link = sha256(link + digest);
  demand(reaches.seq === record.seq + path.length, "the way to the head has a gap");
  demand(link === reaches.hash, `the way to seq ${reaches.seq} was changed`);
  if (reaches.seq === head.seq) demand(reaches.hash === head.hash, "the head was changed");
  return reaches.seq === head.seq
    ? `The act is in the ledger with head ${head.seq}:${head.hash}.`
    : `The act is in the ledger up to ${reaches.seq}:${reaches.hash}; prove that one to go on to the head.`;
}

function checkLedger(acts, workspace) {
  let link = genesisOf(workspace);
  const links = new Map([[0, link]]);
  let unsealed = 0;
  acts.forEach((act, i) => {
    demand(act.seq === i + 1, `seq ${i + 1}: the row is missing`);
    if (act.hash === null) return void (unsealed += 1);
    demand(unsealed === 0, `seq ${act.seq - 1}: the row was sealed, and is not any more`);
    checkStatement(act, act.statement);
    link = sha256(link + digestOf(act));
    demand(link === act.hash, `seq ${act.seq}: the record was changed`);
    links.set(act.seq, link);
  });
  if (values.head !== undefined) {
    const [seq, hash] = values.head.split(":");
    demand(links.get(Number(seq)) === hash, `seq ${seq}: the head that you kept is not there`);
  }
  return `${acts.length - unsealed} acts are as they were sealed${unsealed > 0 ? `, ${unsealed} are not sealed yet` : ""}. Head ${acts.length - unsealed}:${link}`;
}

function read(file) {
  const text = readFileSync(file, "utf8");
  try {
    const whole = JSON.parse(text);
    if (whole.record !== undefined) return { proof: whole };
    return { acts: Array.isArray(whole.data) ? whole.data : [whole] };
  } catch {
    return {
      acts: text
        .split("\n")
        .filter((line) => line.trim() !== "")
        .map((line) => JSON.parse(line)),
    };
  }
}

const [file] = positionals;
if (file === undefined) {
  console.error("Say what: npm run verify-ledger -- proof.json | ledger.ndjson --workspace ws_…");
  process.exit(2);
}
try {
  const { proof, acts } = read(file);
  if (proof === undefined && values.workspace === undefined) {
    console.error("Say whose ledger it is: --workspace ws_…");
    process.exit(2);
  }
  console.log(proof === undefined ? checkLedger(acts, values.workspace) : checkProof(proof));
} catch (error) {
  console.error(
    error instanceof Invalid
      ? `NOT AS SEALED. ${error.message}.`
      : `Not understood: ${error.message}`,
  );
  process.exit(error instanceof Invalid ? 1 : 2);
}
