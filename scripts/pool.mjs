// Writes the pool of tenant databases into wrangler.toml: `npm run pool -- <development> <production>`.
// An entry needs only its binding: local state is keyed by it, and a deploy provisions or finds the database by it.
// A deploy warns of each binding that production does not repeat, so production's pool is never the smaller one.
import { readFileSync, writeFileSync } from "node:fs";

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

const entries = (table, size) =>
  Array.from(
    { length: size },
    (_, i) => `[[${table}]]\nbinding = "TENANT_DB_${String(i + 1).padStart(4, "0")}"\n`,
  ).join("");

const fill = (toml, name, block) => {
  const markers = new RegExp(`(# BEGIN POOL ${name}\\n)[\\s\\S]*?(# END POOL ${name}\\n)`);
  if (!markers.test(toml)) throw new Error(`wrangler.toml has no POOL ${name} markers`);
  return toml.replace(markers, `$1${block}$2`);
};

let toml = readFileSync("wrangler.toml", "utf8");
toml = fill(toml, "development", entries("d1_databases", development));
toml = fill(toml, "production", entries("env.production.d1_databases", production));
writeFileSync("wrangler.toml", toml);
console.log(
  `wrangler.toml: ${development} tenant databases in development, ${production} in production`,
);
