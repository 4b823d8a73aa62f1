// `npm run bench` measures the main job, `npm run bench -- console` the console, `npm run bench -- media` what large files take,
// `npm run bench -- big-webhook` how long Meta waits for the answer to the largest webhook, `npm run bench -- import` a file of
// 100,000 contacts, `npm run bench -- webhooks` and
// `npm run bench -- replies`, against a running server, how long deliveries, the stream and answers of automations take.
const MEASUREMENTS = {
  "main-job": "./main-job.mjs",
  console: "./console.mjs",
  media: "./media.mjs",
  "big-webhook": "./big-webhook.mjs",
  webhooks: "./webhooks.mjs",
  replies: "./replies.mjs",
  import: "./import.mjs",
};

const name = process.argv[2] ?? "main-job";
const file = MEASUREMENTS[name];
if (file === undefined) {
  console.error(`There is no measurement ${name}: ${Object.keys(MEASUREMENTS).join(", ")}.`);
  process.exit(2);
}
await import(file);
