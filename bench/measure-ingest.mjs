// Webhooks: acks per second, latency, CPU until the message is a row, rows written.
import { spawn } from "node:child_process";

import { SECRET } from "./instances.mjs";

const PEOPLE = 50;
const LOADED = 3_000;
const ROUNDS = 5;
const LONE = 600;
const ALONE = 20;
/** The message and its thread, and behind them one row that finds it and one that counts it; under load the last is shared. */
const ROWS = { alone: "8 (6 + 1 + 1)", loaded: "≤ 6.3 (5.3 + 1)" };
let runs = 0;

export async function measureIngest({ floor, product, counted }) {
  await load(floor, product, { count: 500, connections: 16 });
  await storedAfter(product, () => load(product, product, { count: 500, connections: 16 }));

  // The two take turns, so that whatever else the machine does falls on both; the median round speaks.
  const rounds = [];
  for (let i = 0; i < ROUNDS; i++) {
    const least = await withCpu(
      floor,
      () => load(floor, product, { count: LOADED, connections: 16 }),
      LOADED,
    );
    const ours = await withCpu(
      product,
      () => storedAfter(product, () => load(product, product, { count: LOADED, connections: 16 })),
      LOADED,
    );
    rounds.push({ least, ours, ratio: ours.perSecond / least.perSecond });
  }
  const {
    least: floor16,
    ours: busy,
    ratio,
  } = rounds.toSorted((a, b) => a.ratio - b.ratio)[Math.floor(ROUNDS / 2)];
  const floor1 = await withCpu(
    floor,
    () => load(floor, product, { count: LONE, connections: 1 }),
    LONE,
  );
  const lone = await withCpu(
    product,
    () => storedAfter(product, () => load(product, product, { count: LONE, connections: 1 })),
    LONE,
  );
  const loadedRows = await rowsLoaded(counted);
  const aloneRows = await rowsAlone(counted);

  const row = (key, what, value, budget) => ({
    key,
    what,
    value: Math.round(value * 100) / 100,
    budget,
  });
  return [
    row("floor_acks_16", "floor: acks per second at 16 connections", floor16.perSecond),
    row("acks_16", "acks per second at 16 connections", busy.perSecond),
    row("acks_ratio", "acks / floor", ratio, "≥ 0.9"),
    row("p50_16", "p50 at 16 connections, ms", busy.p50Ms),
    row("p99_16", "p99 at 16 connections, ms", busy.p99Ms),
    row("floor_p50_16", "floor: p50 at 16 connections, ms", floor16.p50Ms),
    row("floor_p99_16", "floor: p99 at 16 connections, ms", floor16.p99Ms),
    row("floor_cpu_16", "floor: CPU ms per webhook at 16", floor16.cpuMs),
    row("cpu_16", "CPU ms per message until in D1, at 16", busy.cpuMs),
    row("cpu_ratio_16", "CPU / floor at 16", busy.cpuMs / floor16.cpuMs, "≤ 2.5"),
    row("cpu_1", "CPU ms per message until in D1, at 1", lone.cpuMs),
    row("cpu_ratio_1", "CPU / floor at 1", lone.cpuMs / floor1.cpuMs, "≤ 4.5"),
    row(
      "rows_text_alone",
      "D1 rows written, text of a known contact, alone",
      aloneRows,
      ROWS.alone,
    ),
    row(
      "rows_text_loaded",
      "D1 rows written, text of a known contact, under load",
      loadedRows,
      ROWS.loaded,
    ),
  ];
}

/** Everybody has written before, so that no contact and no conversation is new. */
async function rowsLoaded(product) {
  await storedAfter(product, () => load(product, product, { count: 500, connections: 16 }));
  await product.writtenUntilStill();
  await storedAfter(product, () => load(product, product, { count: 2_000, connections: 16 }));
  return (await product.writtenUntilStill()) / 2_000;
}

/** One webhook at a time, each stored before the next is sent. */
async function rowsAlone(product) {
  await product.writtenUntilStill();
  for (let i = 0; i < ALONE; i++) {
    await storedAfter(product, () => load(product, product, { count: 1, connections: 1 }));
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
  return (await product.writtenUntilStill()) / ALONE;
}

async function withCpu(instance, run, count) {
  const before = instance.cpuMs();
  const result = await run();
  return { ...result, cpuMs: (instance.cpuMs() - before) / count };
}

/** Run the load, then wait until all that it sent is stored. */
async function storedAfter(product, run) {
  const before = await inbound(product);
  const result = await run();
  for (const deadline = Date.now() + 60_000; Date.now() < deadline;) {
    if ((await inbound(product)) >= before + result.acked) return result;
    await new Promise((resolve) => setTimeout(resolve, result.acked === 1 ? 20 : 200));
  }
  throw new Error(
    `only ${(await inbound(product)) - before} of ${result.acked} webhooks became messages`,
  );
}

const inbound = async ({ database }) =>
  (await database.prepare("SELECT count(*) AS n FROM messages WHERE direction = 'inbound'").first())
    .n;

function load(instance, product, { count, connections }) {
  const { number } = product.workspace;
  const options = {
    url: `${instance.url}/webhooks/meta`,
    secret: SECRET,
    phoneNumberId: number.phone_number_id,
    wabaId: number.waba_id,
    count,
    connections,
    people: PEOPLE,
    prefix: `bench${Date.now()}r${++runs}x`,
  };
  const child = spawn(process.execPath, ["bench/load.mjs", JSON.stringify(options)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  return new Promise((resolve, reject) => {
    child.on("exit", (code) =>
      code === 0 ? resolve(JSON.parse(output)) : reject(new Error(`the load ended with ${code}`)),
    );
  });
}
