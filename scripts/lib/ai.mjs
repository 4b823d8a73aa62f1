// Whom AI drafts ask on this machine: OpenRouter when there is a key of it, else the stand-in, which answers from here.
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";

import { serveOpenRouter } from "../stand-ins/openrouter.mjs";

const KEY = /^OPENROUTER_API_KEY=["']?([^\s"'#]+)/m;

/** The variables of a server whose AI drafts are answered; `stop` ends what was started for it. */
export async function aiVars(file = ".dev.vars") {
  const given = existsSync(file) ? KEY.exec(readFileSync(file, "utf8"))?.[1] : undefined;
  const key = process.env.OPENROUTER_API_KEY || given;
  if (key) return { vars: { OPENROUTER_API_KEY: key }, isStandIn: false, stop: async () => {} };
  const { url, stop } = await serveOpenRouter();
  const vars = { OPENROUTER_URL: url, OPENROUTER_API_KEY: randomBytes(32).toString("hex") };
  return { vars, isStandIn: true, stop };
}
