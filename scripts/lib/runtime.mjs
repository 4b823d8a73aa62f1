// Runs the bundled Worker on miniflare's API: the runtime of `wrangler dev` without its file watcher, because a reload
// drops local queues. Bindings, queues, objects and assets come from wrangler.toml, so there is one configuration.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";

import { convertV4MiniflareOptions, Miniflare, Response } from "miniflare";
import { unstable_getMiniflareWorkerOptions, unstable_readConfig } from "wrangler";

import { PostBoxLog } from "./post-box.mjs";

/** Bundle the Worker as a deploy would; returns the folder with worker.js and its text modules. */
export function bundle(outdir, entry = "src/worker.ts") {
  rmSync(outdir, { recursive: true, force: true });
  mkdirSync(outdir, { recursive: true });
  const { status, stdout, stderr } = spawnSync(
    "wrangler",
    ["deploy", entry, "--dry-run", "--outdir", outdir],
    { encoding: "utf8" },
  );
  if (status !== 0) throw new Error(`the bundle failed:\n${stdout}\n${stderr}`);
  return outdir;
}

/** The bundle's modules in miniflare's terms, the entry first. */
function modulesOf(outdir) {
  const module = (type, name) => ({
    type,
    path: path.join(outdir, name),
    contents: readFileSync(path.join(outdir, name), "utf8"),
  });
  const texts = readdirSync(outdir).filter((name) => name.endsWith(".sql"));
  return [module("ESModule", "worker.js"), ...texts.map((name) => module("Text", name))];
}

/**
 * Start the product on this machine.
 *
 * @param options.state  Folder that keeps databases, objects and buckets.
 * @param options.outdir Folder of the bundle.
 * @param options.vars   Vars and secrets that win over wrangler.toml and .dev.vars.
 * @param options.calls  Calls a minute that a credential may make, in the place of wrangler.toml's.
 * @param options.onLog  Receives each line the Worker logs: `{ timestamp, level, message }`.
 * @returns The running instance; `await instance.ready` is its URL, `instance.dispose()` ends all that it started.
 */
export function startRuntime({ state, outdir, port, vars, calls, onLog, inspectorPort }) {
  const config = quietly(() => unstable_readConfig({ config: "wrangler.toml" }));
  const { workerOptions } = quietly(() => unstable_getMiniflareWorkerOptions(config));
  const {
    modulesRules: _rules,
    rootPath: _root,
    cronTriggers: _crons,
    assets,
    ...options
  } = workerOptions;
  return new Miniflare(
    convertV4MiniflareOptions({
      host: "127.0.0.1",
      port,
      inspectorPort,
      log: new PostBoxLog(state),
      cf: false,
      telemetry: { enabled: false },
      handleStructuredLogs: onLog,
      resourcePersistencePath: path.resolve(state),
      workers: [
        {
          ...options,
          name: "waqtor",
          modules: modulesOf(outdir),
          modulesRoot: path.resolve(outdir),
          bindings: { ...options.bindings, ...vars },
          ratelimits: {
            ...options.ratelimits,
            ...(calls && {
              API_LIMIT: { ...options.ratelimits.API_LIMIT, simple: { limit: calls, period: 60 } },
            }),
          },
          serviceBindings: {
            ...options.serviceBindings,
            [assets.binding]: fileServer(assets.directory),
          },
        },
      ],
    }),
  );
}

const CONTENT_TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/**
 * The assets binding. The Worker comes first on every path and asks for assets itself, so miniflare's own asset router would
 * only be one more Worker in front of every request.
 */
function fileServer(directory) {
  const root = path.resolve(directory);
  return (request) => {
    const file = path.join(root, path.normalize(decodeURIComponent(new URL(request.url).pathname)));
    if (!file.startsWith(root + path.sep) || !existsSync(file))
      return new Response(null, { status: 404 });
    const type = CONTENT_TYPES[path.extname(file)] ?? "application/octet-stream";
    return new Response(readFileSync(file), { headers: { "content-type": type } });
  };
}

/** wrangler prints where it found secrets each time it is asked; once is enough, and the start script says it itself. */
function quietly(read) {
  const { log, warn } = console;
  console.log = console.warn = () => {};
  try {
    return read();
  } finally {
    console.log = log;
    console.warn = warn;
  }
}
