// `npm run bench` measures the main job, `npm run bench -- console` the console, `npm run bench -- media` what large files take,
// `npm run bench -- big-webhook` how long Meta waits for the answer to the largest webhook.
const MEASUREMENTS = {
  "main-job": "./main-job.mjs",
  console: "./console.mjs",
  media: "./media.mjs",
  "big-webhook": "./big-webhook.mjs",
};

const name = process.argv[2] ?? "main-job";
const file = MEASUREMENTS[name];
if (file === undefined) {
  console.error(`There is no measurement ${name}: ${Object.keys(MEASUREMENTS).join(", ")}.`);
  process.exit(2);
}
await import(file);
