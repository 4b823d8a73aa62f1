/** Puts the files of Swagger UI that the reference at /docs needs beside our own; they come from the locked package. */
import { copyFile, mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const from = dirname(createRequire(import.meta.url).resolve("swagger-ui-dist/package.json"));
const to = join(import.meta.dirname, "..", "public", "docs");
const files = {
  "swagger-ui.css": "swagger-ui.css",
  "swagger-ui-bundle.js": "swagger-ui-bundle.js",
  "favicon-32x32.png": "favicon.png",
};

await mkdir(to, { recursive: true });
await Promise.all(
  Object.entries(files).map(([name, target]) => copyFile(join(from, name), join(to, target))),
);
