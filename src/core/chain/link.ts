import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

import { canonicalJson, type CanonicalValue } from "#core/chain/canonical-json";

const hashOf = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)));

/** SHA-256 of a record in its canonical spelling, 64 hex digits. */
export const digestOf = (record: CanonicalValue): string => hashOf(canonicalJson(record));

/** What the first record of a ledger is linked to: its name and its workspace, so that no ledger passes for another's. */
export const genesisOf = (ledger: string, workspaceId: string): string =>
  digestOf({ ledger, workspace_id: workspaceId });

/**
 * The link that seals a record to all before it: SHA-256 of two hashes written one behind the other, hex. From a link to the
 * head of the ledger the digests between them are enough, and they tell nothing of what they are digests of.
 */
export const linkOf = (previous: string, digest: string): string => hashOf(`${previous}${digest}`);
