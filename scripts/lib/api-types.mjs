// The types of the client in `client/`, which are generated from the contract and kept.
import { readFileSync, writeFileSync } from "node:fs";

import { apiTypes } from "../../client/generate.mjs";

const FILE = "client/src/api.ts";

/** @returns What to do when the types that are kept are not those of the document; undefined when they are. */
export async function staleTypes(document) {
  if (readFileSync(FILE, "utf8") === (await apiTypes(document))) return undefined;
  return `${FILE} is not what the contract says: npm run client`;
}

/** Write the types of the document. */
export async function writeTypes(document) {
  writeFileSync(FILE, await apiTypes(document));
}
