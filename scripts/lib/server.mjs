// The product as a local server: secrets, bundle, schema, a tick of the scheduled handler each minute, and a clean end.
import { createWriteStream, mkdirSync, rmSync } from "node:fs";
import path from "node:path";

import { bundle, startRuntime } from "./runtime.mjs";
import { complain } from "./status-line.mjs";

const TICK_MS = 60_000;

/**
 * @returns `{ url, tick, stop }`: `tick` runs the scheduled handler once, `stop` ends everything that was started.
 */
export async function serve({ port, state, vars = {}, calls }) {
  const outdir = path.resolve(state, `bundle-${process.pid}`);
  const url = `http://localhost:${port}`;
  mkdirSync(state, { recursive: true });
  const logFile = createWriteStream(path.join(state, "worker.log"), { flags: "a" });
  const runtime = startRuntime({
    state,
    outdir: bundle(outdir),
    port,
    vars: { PUBLIC_URL: url, ...vars },
    calls,
    onLog: ({ level, message }) => {
      logFile.write(`${message}\n`);
      if (level === "error" || level === "warn") complain(message);
    },
  });
  await runtime.ready;
  const tick = async () => {
    const worker = await runtime.getWorker();
    await worker.scheduled({ cron: "* * * * *", scheduledTime: new Date() });
  };
  const timer = setInterval(() => {
    tick().catch((error) => complain(`the scheduled handler failed: ${error.message}`));
  }, TICK_MS);
  const stop = async () => {
    clearInterval(timer);
    await runtime.dispose();
    logFile.end();
    rmSync(outdir, { recursive: true, force: true });
  };
  return { url, tick, stop };
}
