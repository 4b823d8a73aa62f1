// `npm run shots`: a picture of every screen of the console, on a seeded workspace of its own, on a desk and on a phone, in the
// light and in the dark, for people to look at. They go to `.shots`, or to `--out <folder>`; `--only <name>` takes one screen.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";

import { chromium } from "playwright-core";

import { seed } from "../test/console/seed.mjs";
import { ensureDevVars } from "./lib/dev-vars.mjs";
import { serve } from "./lib/server.mjs";

const SIZES = {
  desk: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
};
const SETTLED_MS = 1_500;

const { values } = parseArgs({
  options: {
    out: { type: "string", default: ".shots" },
    only: { type: "string" },
    port: { type: "string", default: "8798" },
  },
});
ensureDevVars();
mkdirSync(values.out, { recursive: true });
const state = mkdtempSync(path.join(tmpdir(), "waqtor-shots-"));
const server = await serve({ port: Number(values.port), state });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
try {
  const seeded = await seed(server.url, { campaign: 400 });
  const { data } = await seeded.api.get("/v1/conversations?limit=100");
  const talkOf = (name) => data.find(({ contact }) => contact?.name === name)?.id;
  const contactOf = (name) => data.find(({ contact }) => contact?.name === name)?.contact.id;
  const screens = {
    front: "/",
    "sign-in": "/console/login",
    register: "/console/register",
    home: "/console/",
    inbox: `/console/inbox/${talkOf("Mariana Ferreira")}`,
    "closed-talk": `/console/inbox/${talkOf("Beatriz Nogueira")}?view=all`,
    contacts: "/console/contacts",
    contact: `/console/contacts/${contactOf("Rafael Teixeira")}`,
    import: "/console/contacts/import",
    templates: "/console/templates",
    "new-template": "/console/templates/new?starter=offer",
    campaigns: "/console/campaigns",
    "new-campaign": "/console/campaigns/new",
    live: `/console/campaigns/${seeded.running}`,
    automations: "/console/automations",
    "new-automation": "/console/automations/new?starter=welcome",
    hours: "/console/settings/hours",
    numbers: "/console/settings/numbers",
    number: `/console/settings/numbers/${seeded.number.id}`,
    "data-requests": "/console/settings/data-requests",
    audit: "/console/settings/audit",
    "quick-replies": "/console/settings/quick-replies",
    segments: "/console/settings/segments",
    fields: "/console/settings/fields",
    exports: "/console/settings/exports",
    retention: "/console/settings/retention",
    assignment: "/console/settings/assignment",
    webhooks: "/console/settings/webhooks",
    events: "/console/settings/events",
    reports: "/console/reports",
    alerts: "/console/settings/alerts",
    keys: "/console/settings/keys",
    sandbox: "/console/settings/sandbox",
  };
  const only = values.only?.split(",");
  const wanted = Object.entries(screens).filter(([name]) => only?.includes(name) ?? true);
  for (const [size, options] of Object.entries(SIZES))
    for (const colorScheme of ["light", "dark"]) {
      const context = await browser.newContext({ ...options, colorScheme, locale: "en-GB" });
      const page = await context.newPage();
      const strangers = wanted.filter(([name]) => ["front", "sign-in", "register"].includes(name));
      for (const one of strangers) await take(page, one, `${size}-${colorScheme}`);
      await page.goto(`${server.url}/console/login`);
      await page.locator("input[name=email]").fill(seeded.email);
      await page.locator("input[name=password]").fill(seeded.password);
      await page.keyboard.press("Enter");
      await page.locator("#content").waitFor();
      for (const one of wanted)
        if (!strangers.includes(one)) await take(page, one, `${size}-${colorScheme}`);
      await context.close();
    }
} finally {
  await browser.close();
  await server.stop();
  rmSync(state, { recursive: true, force: true });
}

async function take(page, [name, address], suffix) {
  await page.goto(`${server.url}${address}`);
  await page.waitForTimeout(SETTLED_MS);
  await page.screenshot({ path: path.join(values.out, `${name}-${suffix}.png`) });
}
