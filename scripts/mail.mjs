// `npm run mail`: the letters that `npm start` would have sent, newest first.
import { parseArgs } from "node:util";

import { keptLetters } from "./lib/post-box.mjs";

const { values } = parseArgs({
  options: {
    state: { type: "string", default: ".wrangler/waqtor" },
    to: { type: "string" },
    last: { type: "string", default: "20" },
    help: { type: "boolean", default: false },
  },
});
if (values.help) {
  console.log(`npm run mail -- [--to ada@example.com] [--last 20] [--state .wrangler/waqtor]

  --to     letters to one address
  --last   how many
  --state  folder that \`npm start\` keeps things in`);
  process.exit(0);
}
const isTo = (letter) => values.to === undefined || letter.includes(`\nTo: ${values.to}\n`);
const letters = keptLetters(values.state).filter(isTo).slice(0, Number(values.last));
console.log(letters.length === 0 ? "No letters." : letters.join(`\n${"=".repeat(72)}\n`));
