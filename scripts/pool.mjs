// Writes the pool of tenant databases into wrangler.toml: `npm run pool -- <development> <production>`.
// An entry needs only its binding: local state is keyed by it, and a deploy provisions or finds the database by it.
// An entry whose database was recycled names it, and keeps its name: `npm run pool -- recycle`, see pool-recycle.mjs.
// A deploy warns of each binding that production does not repeat, so production's pool is never the smaller one.
import { readFileSync, writeFileSync } from "node:fs";

if (process.argv[2] === "recycle") {
  await import("./pool-recycle.mjs");
  process.exit();
}

const [development = 128, production = development] = process.argv.slice(2).map(Number);
for (const size of [development, production]) {
  if (!Number.isInteger(size) || size < 1 || size > 4900) {
    console.error("Give one or two pool sizes from 1 to 4900: npm run pool -- 128 1000");
    process.exit(2);
  }
}
if (production < development) {
  console.error(
    `Production's pool (${production}) must not be smaller than development's (${development}).`,
  );
  process.exit(2);
}

let toml = readFileSync("wrangler.toml", "utf8");

/** What an entry says beside its binding. */
const more = (head) => {
  const at = toml.indexOf(head);
  return at < 0 ? "" : /^(?:database_(?:name|id) = ".*"\n)*/.exec(toml.slice(at + head.length))[0];
};

const entries = (table, size) =>
  Array.from({ length: size }, (_, i) => {
    const head = `[[${table}]]\nbinding = "TENANT_DB_${String(i + 1).padStart(4, "0")}"\n`;
    return head + more(head);
  }).join("");

const fill = (toml, name, block) => {
  const markers = new RegExp(`(# BEGIN POOL ${name}\\n)[\\s\\S]*?(# END POOL ${name}\\n)`);
  if (!markers.test(toml)) throw new Error(`wrangler.toml has no POOL ${name} markers`);
  return toml.replace(markers, `$1${block}$2`);
};

toml = fill(toml, "development", entries("d1_databases", development));
toml = fill(toml, "production", entries("env.production.d1_databases", production));
writeFileSync("wrangler.toml", toml);
console.log(
  `wrangler.toml: ${development} tenant databases in development, ${production} in production`,
);
