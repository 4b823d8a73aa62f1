import type { Page } from "playwright-core";
import { describe } from "vitest";

import { api, newPhone, write } from "./api.ts";
import { open, signIn, test, theBakery } from "./browser.ts";

const talk = (name: string): string => `/inbox/${theBakery().talks[name] ?? ""}`;
const CAMILA = "+5511980087108";

test("shows every kind of message decently, and nothing of it becomes markup", ({ expect }) =>
  open(expect, async (page) => {
    await signIn(page, talk("Camila Prado"));
    const log = page.getByRole("log");
    const texts = [
      "Came from your ad",
      "Panetone artesanal",
      "Algo assim <b>😊</b>",
      "Video",
      "Forwarded",
      "Praça dos Omaguás",
      "Tia Rosa",
      "Das 8h às 12h",
      "Nozes",
      "Pressed a button",
      "panetone-500",
      "Message type unknown",
      "Chego às onze",
      "The person deleted this message",
    ];
    for (const text of texts) await log.getByText(text, { exact: true }).waitFor();
    expect(await log.locator("b, script, iframe, object, embed").count()).toBe(0);
    await log.getByRole("img", { name: "Reactions" }).getByText("❤️").waitFor();
    expect(await log.getByText("Reaction").count()).toBe(0);
    await log.getByRole("button", { name: "Show the original" }).click();
    await log.getByText("Chego às dez").waitFor();
    await log
      .getByRole("button", { name: /Your message/ })
      .first()
      .click();
    const quoted = log.getByRole("article").filter({ hasText: "Temos! Qual tamanho?" }).first();
    expect(await quoted.evaluate((it) => it === document.activeElement)).toBe(true);
  }));

test("shows pictures, plays voices, opens documents, and says of a file what keeps it away", ({
  expect,
}) =>
  open(expect, async (page) => {
    await signIn(page, talk("Camila Prado"));
    const log = page.getByRole("log");
    for (const name of ["Photo", "Sticker"]) {
      const picture = log.getByRole("img", { name, exact: true });
      await picture.scrollIntoViewIfNeeded();
      await expect
        .poll(() => picture.evaluate((it: HTMLImageElement) => it.complete && it.naturalWidth))
        .toBeGreaterThan(0);
    }
    const voice = log.locator("audio[aria-label='Voice message']");
    await voice.scrollIntoViewIfNeeded();
    await expect
      .poll(() => voice.evaluate((it: HTMLAudioElement) => it.readyState))
      .toBeGreaterThan(0);
    const file = log.getByRole("link", { name: "lista <script>.pdf" });
    await log.getByText("1 kB", { exact: true }).waitFor();
    const href = (await file.getAttribute("href")) ?? "";
    expect(href).toMatch(/^\/media\/med_\w+\?/);
    const { status, type } = await page.evaluate(async (to) => {
      const answer = await fetch(to);
      return { status: answer.status, type: answer.headers.get("content-type") };
    }, href);
    expect({ status, type }).toEqual({ status: 200, type: "application/pdf" });
    const lost = log.getByRole("article").filter({ hasText: "It could not be fetched" });
    const asked = page.waitForRequest("**/v1/media/*/refetch");
    await lost.getByRole("button", { name: "Try again" }).click();
    expect((await asked).method()).toBe("POST");
  }));

/** The list once it is there: a talk, or the word that none waits. Other tests may have answered any of them. */
const listed = (page: Page) =>
  page.locator('a[href*="/inbox/cnv_"]').or(page.getByText("All caught up")).first();

describe("the list", () => {
  test("counts what each view holds, and leaves out who has not written yet", ({ expect }) =>
    open(expect, async (page) => {
      const never = newPhone();
      await api("POST", "/v1/contacts", { phone: never, name: "Nunca Escreveu" });
      await api("POST", "/v1/messages", {
        to: never,
        template: {
          name: "follow_up",
          language: { code: "pt_BR" },
          components: [{ type: "body", parameters: [{ type: "text", text: "Nunca" }] }],
        },
      });
      await signIn(page, "/inbox?view=all");
      const rows = page
        .getByRole("region", { name: "Inbox" })
        .getByRole("listitem")
        .filter({
          has: page.getByRole("link"),
        });
      await rows.first().waitFor();
      const { has_written: written } = (await api("GET", "/v1/conversations/counts")) as {
        has_written: { count: number };
      };
      const views = page.getByRole("navigation", { name: "Show" });
      await views.getByRole("button", { name: `All ${written.count}` }).waitFor();
      expect(await rows.count()).toBe(written.count);
      await page.getByLabel("Also people who have not written yet").check();
      await page.waitForURL(/silent=true/);
      await rows.filter({ hasText: "Nunca Escreveu" }).waitFor();
      await views.getByRole("button", { name: "Resolved" }).click();
      await rows.filter({ hasText: "Nunca Escreveu" }).waitFor({ state: "detached" });
    }));

  test("finds a person by name from the keyboard, and Escape leaves the search", ({ expect }) =>
    open(expect, async (page) => {
      await signIn(page);
      await listed(page).waitFor();
      await page.keyboard.press("/");
      await page.keyboard.type("beatr");
      await page.getByRole("button", { name: /Beatriz Nogueira/ }).waitFor();
      await page.keyboard.press("Enter");
      await page.waitForURL(`**/console${talk("Beatriz Nogueira")}`);
      expect(page.url()).not.toContain("beatr");
      await page.keyboard.press("/");
      await page.keyboard.type("zzz");
      await page.keyboard.press("Escape");
      await page.getByRole("navigation", { name: "Show" }).waitFor();
    }));

  test.for([
    ["a failure of ours", { status: 500, code: "internal" }, "Something failed on our side"],
    ["too many calls", { status: 429, code: "rate_limited" }, "Too many tries"],
    ["a missing right", { status: 403, code: "missing_scope" }, "Your role does not allow this"],
  ] as const)("tells of %s, and comes back by a press", ([, problem, words], { expect }) =>
    open(expect, async (page) => {
      await signIn(page, "/campaigns");
      const refuse = { status: problem.status, json: problem };
      await page.route("**/v1/conversations?*", (route) => route.fulfill(refuse));
      await page.getByRole("link", { name: "Inbox" }).click();
      const alert = page.getByRole("alert").filter({ hasText: words });
      await alert.waitFor();
      await page.unroute("**/v1/conversations?*");
      await alert.getByRole("button", { name: "Try again" }).click();
      await listed(page).waitFor();
    }),
  );
});

describe("the thread", () => {
  test("never moves the reader, and tells of what came meanwhile", ({ expect }) =>
    open(expect, async (page) => {
      await signIn(page, talk("Camila Prado"));
      const log = page.getByRole("log");
      await log.getByText("Chego às onze").waitFor();
      await log.evaluate((it) => it.scrollTo(0, 200));
      const text = `Mais uma coisa ${Date.now()}`;
      await write(CAMILA, text, "Camila Prado");
      const button = page.getByRole("button", { name: "1 new message" });
      await button.waitFor();
      expect(await log.evaluate((it) => it.scrollTop)).toBe(200);
      await button.click();
      await log.getByText(text).waitFor();
      expect(
        await log.evaluate((it) => it.scrollHeight - it.scrollTop - it.clientHeight),
      ).toBeLessThan(2);
      await button.waitFor({ state: "detached" });
    }));

  test("keeps a half-written answer with its conversation, and with no other", ({ expect }) =>
    open(expect, async (page) => {
      await signIn(page, `${talk("Camila Prado")}?view=all`);
      const field = page.getByLabel("Write a message");
      await field.fill("Para a Camila");
      await page.getByRole("link", { name: /Mariana/ }).click();
      await page.getByRole("log").getByText("Pinheiros").first().waitFor();
      expect(await field.inputValue()).toBe("");
      await page.getByRole("link", { name: /Camila/ }).click();
      await page.getByRole("log").getByText("Chego às onze").waitFor();
      expect(await field.inputValue()).toBe("Para a Camila");
    }));

  test("says what a queued message waits for, and until when", ({ expect }) =>
    open(expect, async (page) => {
      // The sandbox answers this ending as Meta does while it prepares a template.
      const phone = "+5511987654101";
      await write(phone, "Oi", "Espera Longa");
      await signIn(page);
      await page.getByRole("link", { name: /Espera Longa/ }).click();
      await page.getByLabel("Write a message").fill("Já vai");
      await page.keyboard.press("Enter");
      const answer = page.getByRole("article").filter({ hasText: "Já vai" });
      await answer.getByText(/Meta still prepares the template.*Tried again at \d/).waitFor({
        timeout: 20_000,
      });
    }));
});
