// `npm run supply`: what comes with the code. No secret stands in it; every package that is deployed or runs here has a licence that
// allows it (from `npm sbom`); and no advisory is known of one, as far as the registry answers: where it does not, that is skipped.
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

import { findSecrets } from "./lib/secret-scan.ts";

const LICENCES = new Set(
  "MIT Apache-2.0 ISC BSD-2-Clause BSD-3-Clause 0BSD OFL-1.1 CC0-1.0 CC-BY-4.0 MPL-2.0 Unlicense BlueOak-1.0.0 LGPL-3.0-or-later Python-2.0".split(
    " ",
  ),
);
const BINARY = /\.(?:jpg|png|woff2?|ico|gz)$/;
const JSON_MAX = 64 * 1024 * 1024;

const faults = [...secrets(), ...licences(), ...advisories()];
for (const fault of faults) console.error(fault);
process.exitCode = faults.length === 0 ? 0 : 1;

/** In every file that git keeps. */
function secrets() {
  const files = execFileSync("git", ["ls-files", "-z"], { encoding: "utf8" }).split("\0");
  const read = files.filter((file) => file !== "" && !BINARY.test(file));
  const found = read.flatMap((file) =>
    findSecrets(readFileSync(file, "utf8")).map(
      ({ line, digest }) => `${file}:${line} holds what looks like a secret (${digest})`,
    ),
  );
  console.log(`secrets: ${read.length} files read, ${found.length} found`);
  return found;
}

function licences() {
  const sbom = execFileSync("npm", ["sbom", "--sbom-format=cyclonedx"], {
    encoding: "utf8",
    maxBuffer: JSON_MAX,
  });
  const others = JSON.parse(sbom).components.filter((one) => !isOurs(one));
  const strange = others.filter((one) => !isAllowed(one));
  console.log(`licences: ${others.length} packages, ${strange.length} not allowed`);
  return strange.map(({ name, version }) => `${name}@${version} has no licence that is allowed`);
}

/** A package of this repository is published nowhere. */
function isOurs({ properties = [] }) {
  return properties.some(
    ({ name, value }) => name === "cdx:npm:package:private" && value === "true",
  );
}

/** An expression such as `MIT OR Apache-2.0` needs one that is allowed. */
function isAllowed({ licenses = [] }) {
  return licenses.some(({ license, expression }) =>
    (expression ?? license?.id ?? "")
      .replaceAll(/[()]/g, "")
      .split(" OR ")
      .some((one) => LICENCES.has(one)),
  );
}

function advisories() {
  const { stdout } = spawnSync("npm", ["audit", "--json"], {
    encoding: "utf8",
    maxBuffer: JSON_MAX,
    timeout: 60_000,
  });
  const counts = countsOf(stdout);
  if (counts === undefined) {
    console.log("advisories: skipped, the registry does not answer");
    return [];
  }
  console.log(`advisories: ${JSON.stringify(counts)}`);
  return counts.high + counts.critical > 0 ? ["a package has a high or critical advisory"] : [];
}

function countsOf(text) {
  try {
    return JSON.parse(text).metadata?.vulnerabilities;
  } catch {
    return undefined;
  }
}
