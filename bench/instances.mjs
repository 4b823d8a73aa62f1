// The two Workers under measurement, each in a workerd process of its own whose CPU time the kernel tells.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";

import { bundle, startRuntime } from "../scripts/lib/runtime.mjs";
import { newWorkspace } from "../scripts/lib/workspace.mjs";

export const SECRET = "bench-meta-app-secret-0123456789abcdef";
const MS_PER_TICK = 10;

export async function startFloor() {
  const before = workerdPids();
  const runtime = new Miniflare(
    convertV4MiniflareOptions({
      host: "127.0.0.1",
      port: 0,
      cf: false,
      log: new Log(LogLevel.WARN),
      modules: true,
      script: readFileSync("bench/floor.mjs", "utf8"),
      compatibilityDate: "2026-08-04",
      bindings: { META_APP_SECRET: SECRET },
      durableObjects: { FLOOR: { className: "FloorObject", useSQLite: true } },
    }),
  );
  const url = String(await runtime.ready).replace(/\/$/, "");
  return { url, cpuMs: cpuMeter(before), stop: () => runtime.dispose() };
}

/**
 * The product as it is, or behind counters (`counted`). Time and CPU are measured on the first, rows and steps on the second,
 * so that counting costs nothing where it would show.
 */
export async function startProduct(scratch, { counted }) {
  const before = workerdPids();
  const folder = path.join(scratch, counted ? "counted" : "plain");
  const outdir = bundle(path.join(folder, "bundle"), counted ? "bench/worker.ts" : "src/worker.ts");
  const key = Buffer.alloc(32, 7).toString("base64");
  const runtime = startRuntime({
    state: path.join(folder, "state"),
    outdir,
    port: 0,
    onLog: () => {},
    vars: {
      PUBLIC_URL: "http://localhost",
      META_APP_SECRET: SECRET,
      META_VERIFY_TOKEN: SECRET,
      JWT_KEYS: `b1:${key}`,
      ENCRYPTION_KEYS: `b1:${key}`,
      PASSWORD_PEPPER: SECRET,
    },
  });
  const url = String(await runtime.ready).replace(/\/$/, "");
  const workspace = await newWorkspace(url, { name: "Bench", number: { throughput_mps: 80 } });
  const database = await runtime.getD1Database("TENANT_DB_0001");
  return {
    url,
    workspace,
    database,
    cpuMs: cpuMeter(before),
    memoryMb: memoryMeter(before),
    counters: counters(url),
    writtenUntilStill: () => writtenUntilStill(counters(url)),
    stop: () => runtime.dispose(),
  };
}

/** What was counted since it was last asked for. */
const counters = (url) => async () => (await fetch(`${url}/bench/counters`)).json();

/** Rows written since they were last asked for, once what follows the messages (search, counts) has come to its end. */
async function writtenUntilStill(counted) {
  let written = 0;
  for (let more = Infinity; more > 0;) {
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    more = (await counted()).rowsWritten;
    written += more;
  }
  return written;
}

/** CPU milliseconds (user and system) that the workerd started since `before` has used so far. */
function cpuMeter(before) {
  const pid = workerdPids().find((each) => !before.includes(each));
  return () => {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK;
  };
}

/** Resident memory of the workerd started since `before`, MB: every Worker, object and store of the runtime together. */
function memoryMeter(before) {
  const pid = workerdPids().find((each) => !before.includes(each));
  return () => {
    const [, kib] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return Number(kib) / 1024;
  };
}

/** Processes named workerd whose parent is this one. */
function workerdPids() {
  return readdirSync("/proc").filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      return (
        stat.includes("(workerd)") &&
        Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]) === process.pid
      );
    } catch {
      return false;
    }
  });
}
