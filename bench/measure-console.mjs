// What the console costs a person on a cheap phone: 390 px, 1.6 Mbit/s, 150 ms away, a processor four times slower than this one.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";

import { chromium } from "playwright-core";

import { startEdge } from "./edge.mjs";

const ASSETS = "public/console/assets";
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const NETWORK = {
  offline: false,
  latency: 150,
  downloadThroughput: 200_000,
  uploadThroughput: 94_000,
};
const SLOWER = 4;
const KEYS = "We bake it on Friday.";

/**
 * @param of `{ url, email, password, talk, campaign }`: a seeded workspace's addresses, and who signs in there.
 * @returns Rows of the table.
 */
export async function measureConsole({ url, email, password, talk, campaign }) {
  const executablePath = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/google-chrome"].find(
    (file) => file !== undefined && existsSync(file),
  );
  const edge = await startEdge(url);
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const loaded = new Loaded();
  try {
    const signIn = await aVisit(browser, {});
    await signIn.go(`${edge.url}/console/login`, "input[name=email]");
    const onSignIn = await signIn.vitals();
    await signIn.page.fill("input[name=email]", email);
    await signIn.page.fill("input[name=password]", password);
    await signIn.page.keyboard.press("Enter");
    await signIn.page.locator("#content").waitFor({ timeout: 60_000 });
    let storageState = await signIn.end();

    const cold = await aVisit(browser, { storageState });
    loaded.watch(cold.page);
    await cold.go(`${edge.url}/console/inbox`, "#content a[href*='/inbox/']");
    const onInbox = await cold.vitals();
    const inboxKb = loaded.kbOf(".js");
    await cold.go(`${edge.url}/console/campaigns/${campaign}`, "[role=progressbar]");
    const onWarm = await cold.vitals();
    const heapMb = await cold.heapMb();
    await cold.go(`${edge.url}/console/inbox/${talk}`, "textarea");
    const keyMs = await cold.keyToFrame(KEYS);
    storageState = await cold.end();
    return [
      row("console_js_kb", "JS to the inbox, kB gzipped", inboxKb, "≤ 140"),
      row("console_css_kb", "CSS, kB gzipped", loaded.kbOf(".css"), "≤ 12"),
      row("console_font_kb", "font, kB", loaded.kbOf(".woff2"), "≤ 50"),
      row(
        "console_screen_kb",
        "largest chunk of one screen, kB gzipped",
        largestScreenKb(),
        "≤ 25",
      ),
      row("console_lcp_sign_in", "LCP, sign-in, cold, ms", onSignIn.lcpMs, "≤ 2,000"),
      row("console_lcp_inbox", "LCP, inbox, cold, ms", onInbox.lcpMs, "≤ 2,200"),
      row("console_lcp_warm", "LCP, a campaign, warm, ms", onWarm.lcpMs, "≤ 1,200"),
      row("console_tbt", "total blocking time, inbox, ms", onInbox.tbtMs, "≤ 100"),
      row("console_cls", "layout shift, inbox", onInbox.cls, "≤ 0.02"),
      row("console_key_ms", "key to frame in the composer, median, ms", keyMs, "≤ 50"),
      row("console_heap_mb", "heap, campaign open, MB", heapMb, "≤ 10"),
    ];
  } finally {
    await browser.close();
    await edge.stop();
  }
}

const row = (key, what, value, budget) => ({
  key,
  what,
  value: Math.round(value * 100) / 100,
  budget,
});

/** Chunks that belong to a screen: neither shared nor an entry, as the build names them. */
function largestScreenKb() {
  const sizes = readdirSync(ASSETS)
    .filter((name) => /\.js$/.test(name) && !/^(vendor|shared|rolldown-runtime|index)-/.test(name))
    .map((name) => gzipSync(readFileSync(path.join(ASSETS, name))).length / 1024);
  return Math.max(...sizes);
}

/** Files of the console that a page loaded. */
class Loaded {
  #names = new Set();

  watch(page) {
    page.on("response", (response) => {
      const { pathname } = new URL(response.url());
      if (pathname.startsWith("/console/assets/")) this.#names.add(path.basename(pathname));
    });
  }

  /** As they are sent: scripts and styles compressed, fonts as they are. */
  kbOf(ending) {
    return [...this.#names]
      .filter((name) => name.endsWith(ending))
      .map((name) => readFileSync(path.join(ASSETS, name)))
      .reduce((sum, file) => sum + (ending === ".woff2" ? file : gzipSync(file)).length / 1024, 0);
  }
}

/** A page on a slow phone, with nothing in its cache. */
async function aVisit(browser, options) {
  const context = await browser.newContext({ ...PHONE, locale: "en-GB", ...options });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send("Network.enable");
  await cdp.send("Network.emulateNetworkConditions", NETWORK);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  await page.addInitScript(observe);
  return {
    page,
    go: async (url, selector) => {
      await page.goto(url);
      await page.locator(selector).first().waitFor({ timeout: 60_000 });
      await page.waitForTimeout(1_500);
    },
    vitals: () =>
      page.evaluate(() => {
        const { lcpMs, tbtMs, cls } = globalThis.vitals;
        return { lcpMs, tbtMs, cls };
      }),
    heapMb: async () => {
      await cdp.send("HeapProfiler.collectGarbage");
      const { metrics } = await cdp
        .send("Performance.enable")
        .then(() => cdp.send("Performance.getMetrics"));
      return metrics.find(({ name }) => name === "JSHeapUsedSize").value / 1e6;
    },
    keyToFrame: async (text) => {
      await page.locator("textarea").focus();
      await page.waitForTimeout(500);
      for (const key of text) {
        await page.keyboard.press(key === " " ? "Space" : key);
        await page.waitForTimeout(120);
      }
      const times = await page.evaluate(() => globalThis.vitals.keysMs.toSorted((a, b) => a - b));
      return times[Math.floor(times.length / 2)];
    },
    end: async () => {
      const state = await context.storageState();
      await context.close();
      return state;
    },
  };
}

/** Runs in the page, before anything of it. */
function observe() {
  const vitals = { lcpMs: 0, tbtMs: 0, cls: 0, keysMs: [] };
  globalThis.vitals = vitals;
  const watch = (type, use) =>
    new PerformanceObserver((list) => list.getEntries().forEach(use)).observe({
      type,
      buffered: true,
    });
  watch("largest-contentful-paint", ({ startTime }) => (vitals.lcpMs = startTime));
  watch("longtask", ({ duration }) => (vitals.tbtMs += Math.max(0, duration - 50)));
  watch("layout-shift", ({ hadRecentInput, value }) => (vitals.cls += hadRecentInput ? 0 : value));
  addEventListener(
    "keydown",
    ({ timeStamp }) =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => vitals.keysMs.push(performance.now() - timeStamp);
        port2.postMessage(null);
      }),
    { capture: true },
  );
}
