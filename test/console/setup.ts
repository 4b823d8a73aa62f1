// The product as a user starts it, with a seeded workspace: built once for all browser tests.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

import type { TestProject } from "vitest/node";

import { ensureDevVars } from "../../scripts/lib/dev-vars.mjs";
import { serve } from "../../scripts/lib/server.mjs";
import { serveOpenRouter } from "../../scripts/stand-ins/openrouter.mjs";
import { seed } from "./seed.mjs";

declare module "vitest" {
  interface ProvidedContext {
    bakery: Bakery | null;
  }
}

/** What a test needs to know of the seeded workspace. */
export interface Bakery {
  readonly url: string;
  readonly state: string;
  readonly chromium: string;
  readonly email: string;
  readonly password: string;
  readonly apiKey: string;
  readonly numberId: string;
  readonly running: string;
  /** Conversations by the person's name, and the people themselves. */
  readonly talks: Readonly<Record<string, string>>;
  readonly people: Readonly<Record<string, string>>;
}

/** Where Debian, Fedora and macOS keep it; `CHROMIUM` names another. */
const CHROMIUM = [
  process.env["CHROMIUM"] ?? "",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
].find((file) => existsSync(file));

export default async function setup({ provide }: TestProject) {
  if (CHROMIUM === undefined) {
    console.warn("No Chromium: the browser tests are skipped. CHROMIUM=<path> names one.");
    provide("bakery", null);
    return;
  }
  // A process of its own, because this one is a test to every library in it.
  execFileSync("vite", ["build", "-c", "src/console/vite.config.ts", "--logLevel", "warn"], {
    env: { ...process.env, NODE_ENV: "production" },
    stdio: "inherit",
  });
  ensureDevVars();
  const state = mkdtempSync(path.join(tmpdir(), "waqtor-console-"));
  const ai = await serveOpenRouter();
  const vars = {
    OPENROUTER_URL: ai.url,
    OPENROUTER_API_KEY: "k".repeat(40),
    // While one password is hashed, every other test waits.
    PASSWORD_COST: "m=64,t=1,p=1",
  };
  // One person opens every screen at once, several times a minute: more calls than anybody makes.
  const server = await serve({ port: await freePort(), state, vars, calls: 100_000 });
  const { email, password, apiKey, number, running, api } = await seed(server.url, {
    campaign: 400,
    // So slow that it is still under way when the last test looks at it.
    mps: 1,
  });
  const { data } = await api.get("/v1/conversations?unread=true&limit=100");
  const named: { id: string; contact: { id: string; name: string } }[] = data;
  const talks = Object.fromEntries(named.map(({ id, contact }) => [contact.name, id]));
  const people = Object.fromEntries(named.map(({ contact }) => [contact.name, contact.id]));
  provide("bakery", {
    url: server.url,
    state,
    chromium: CHROMIUM,
    email,
    password,
    apiKey: String(apiKey),
    numberId: number.id,
    running,
    talks,
    people,
  });
  return async () => {
    await server.stop();
    await ai.stop();
    rmSync(state, { recursive: true, force: true });
  };
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
