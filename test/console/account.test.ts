// What somebody does for the safety of their own account: an account of its own, because passwords change and sessions end.
import type { Page } from "playwright-core";
import { describe } from "vitest";

import { keptLetters } from "../../scripts/lib/post-box.mjs";
import { axeEverywhere, DESKTOP, open, signIn, STRANGER, test, theBakery } from "./browser.ts";

const PASSWORD = "uma senha longa 42";
const LATER = "outra senha longa 43";
const email = `clara-${crypto.randomUUID().slice(0, 8)}@example.com`;
const FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0";

const card = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

async function toProfile(page: Page) {
  page.setDefaultTimeout(10_000);
  await page.goto(`${theBakery().url}/console/settings/profile`);
  await card(page, "Password").waitFor();
}

/** Signs in elsewhere. @returns The status of the answer. */
async function signInElsewhere(password: string): Promise<number> {
  const answer = await fetch(`${theBakery().url}/v1/auth/login`, {
    method: "POST",
    headers: { "content-type": "application/json", "user-agent": FIREFOX },
    body: JSON.stringify({ email, password }),
  });
  await answer.body?.cancel();
  return answer.status;
}

const lettersTo = (to: string) =>
  keptLetters(theBakery().state).filter((letter) => letter.includes(`To: ${to}\n`)).length;

/** Counts the calls of a path that change something. */
function counted(page: Page, path: string): () => number {
  let calls = 0;
  page.on("request", (request) => {
    if (request.method() !== "GET" && new URL(request.url()).pathname === path) calls += 1;
  });
  return () => calls;
}

describe("somebody's own account", () => {
  // Of the seeded account, so that it can be run alone.
  test("makes no call again for which a code of theirs was wrong", ({ expect }) =>
    open(
      expect,
      async (page) => {
        await signIn(page, "/settings/profile");
        const calls = counted(page, "/v1/me/email");
        await page.route("**/v1/me/email", (route) =>
          route.fulfill({ status: 401, json: { code: "invalid_credentials", status: 401 } }),
        );
        const form = card(page, "E-mail address");
        await form.getByLabel("New e-mail address").fill(`neu-${email}`);
        await form.getByLabel("Your password").fill(LATER);
        await page.keyboard.press("Enter");
        await form.getByRole("alert").first().waitFor();
        expect(calls()).toBe(1);
      },
      { ...DESKTOP, ...STRANGER },
    ));

  test("asks to confirm the address, and sends the letter again", ({ expect }) =>
    open(
      expect,
      async (page) => {
        await page.goto(`${theBakery().url}/console/register`);
        await page.getByLabel("Your name").fill("Clara");
        await page.getByLabel("E-mail").fill(email);
        await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
        await page.getByRole("button", { name: "Create account" }).click();
        await page.getByText("Hello, Clara").waitFor();
        await toProfile(page);
        const before = lettersTo(email);
        await page.getByRole("button", { name: "Send the letter again" }).press("Enter");
        await page.getByText("A letter is on its way.").waitFor();
        await expect.poll(() => lettersTo(email)).toBe(before + 1);
      },
      { ...DESKTOP, ...STRANGER },
    ));

  test("lists where they are signed in, and ends a session", ({ expect }) =>
    open(expect, async (page) => {
      expect(await signInElsewhere(PASSWORD)).toBe(200);
      await toProfile(page);
      const sessions = card(page, "Sessions");
      const other = sessions.getByRole("listitem").filter({ hasText: "Firefox on Windows" });
      await other.waitFor();
      await sessions.getByText("This one").waitFor();
      expect(await sessions.getByRole("button").count()).toBe(1);
      await other.getByRole("button", { name: "End the session of Firefox on Windows" }).click();
      await other.waitFor({ state: "detached" });
      await sessions.getByText("This one").waitFor();
    }));

  test("takes another password by the present one, and counts a wrong one once", ({ expect }) =>
    open(expect, async (page) => {
      await toProfile(page);
      const calls = counted(page, "/v1/me/password");
      const form = card(page, "Password");
      await form.getByLabel("Current password").fill("not the password");
      await form.getByLabel("New password").fill(LATER);
      await page.keyboard.press("Enter");
      await form.getByText("This is not your password.").waitFor();
      expect(calls()).toBe(1);
      await form.getByLabel("Current password").fill(PASSWORD);
      await form.getByLabel("New password").fill("short");
      await page.keyboard.press("Enter");
      // The meter says it as well, while the call is still under way.
      await form.locator("input[name=password][aria-invalid=true]").waitFor();
      await form.getByLabel("New password").fill(LATER);
      await form.getByRole("button", { name: "Change password" }).click();
      await page.getByText("Your password is changed").waitFor();
      expect(await signInElsewhere(LATER)).toBe(200);
    }));

  test("asks for another address, and says that a letter was sent", ({ expect }) =>
    open(expect, async (page) => {
      await toProfile(page);
      const calls = counted(page, "/v1/me/email");
      const next = `neu-${email}`;
      const form = card(page, "E-mail address");
      await form.getByLabel("New e-mail address").fill(next);
      await form.getByLabel("Your password").fill("not the password");
      await page.keyboard.press("Enter");
      await form.getByText("This is not your password.").waitFor();
      expect(calls()).toBe(1);
      await form.getByLabel("Your password").fill(LATER);
      await page.keyboard.press("Enter");
      await form.getByText("A letter went to").waitFor();
      await expect.poll(() => lettersTo(next)).toBe(1);
    }));

  test("is in order for axe, and fits 360 px", ({ expect }) =>
    open(expect, async (page) => {
      await toProfile(page);
      await card(page, "Sessions").getByText("This one").waitFor();
      expect(await axeEverywhere(page)).toEqual([]);
      await page.setViewportSize({ width: 360, height: 740 });
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(over).toBeLessThanOrEqual(0);
    }));
});
