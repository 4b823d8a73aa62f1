// The second step of signing in, and the workspaces of one person: an account of its own, because signing in changes.
import type { Page } from "playwright-core";
import { describe } from "vitest";

import { codeOf, seedOf, stepAt } from "#core/account/totp";

import { keptLetters } from "../../scripts/lib/post-box.mjs";
import { axeEverywhere, DESKTOP, open, STRANGER, test, theBakery } from "./browser.ts";

const PASSWORD = "uma senha longa 42";
const email = `dora-${crypto.randomUUID().slice(0, 8)}@example.com`;
/** What the app keeps, and what stands in for it. */
const kept: { seed: Uint8Array; codes: string[] } = { seed: new Uint8Array(), codes: [] };

const post = (path: string, body: object) =>
  fetch(`${theBakery().url}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

/** Somebody with a confirmed address. */
async function anAccount(): Promise<void> {
  const person = { full_name: "Dora", email, password: PASSWORD, timezone: "UTC" };
  const names = { workspace_name: "Padaria Dora", accept_policy: true };
  await post("/v1/auth/register", { ...person, ...names });
  let token: string | undefined;
  for (; token === undefined; await new Promise((resolve) => setTimeout(resolve, 100))) {
    const letter = keptLetters(theBakery().state).find((each) => each.includes(`To: ${email}\n`));
    token = /\/console\/verify#(\S+)/.exec(letter ?? "")?.[1];
  }
  await post("/v1/auth/verify-email", { token: token.replace(/^token=/, "") });
}

const card = (page: Page) => page.getByRole("region", { name: "Second step", exact: true });

async function toProfile(page: Page) {
  page.setDefaultTimeout(10_000);
  await page.goto(`${theBakery().url}/console/settings/profile`);
  await card(page).waitFor();
}

async function signInWith(page: Page, password: string) {
  page.setDefaultTimeout(10_000);
  await page.goto(`${theBakery().url}/console/login`);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.keyboard.press("Enter");
}

/** Counts the calls of a path that change something. */
function counted(page: Page, path: string): () => number {
  let calls = 0;
  page.on("request", (request) => {
    if (request.method() !== "GET" && new URL(request.url()).pathname === path) calls += 1;
  });
  return () => calls;
}

describe("the second step", () => {
  test("is set up with an app, and its recovery codes are shown once", ({ expect }) =>
    open(
      expect,
      async (page) => {
        await anAccount();
        await signInWith(page, PASSWORD);
        await page.locator("#content").waitFor();
        await toProfile(page);
        await card(page).getByText("Off", { exact: true }).waitFor();
        await card(page).getByRole("button", { name: "Turn on" }).click();
        await page.getByRole("dialog").getByRole("button", { name: "Begin" }).click();
        const dialog = page.getByRole("dialog", { name: "Scan with your app" });
        const picture = dialog.getByRole("img", { name: "QR code for your app" });
        // Scanners want it dark on light, in the dark too.
        await picture.locator("rect[fill='#fff']").waitFor();
        expect(await axeEverywhere(page)).toEqual([]);
        kept.seed = seedOf(await dialog.getByLabel("Or enter this key").inputValue());

        const calls = counted(page, "/v1/me/mfa/confirm");
        await dialog.getByLabel("Code from your app").fill("000000");
        await page.keyboard.press("Enter");
        await dialog.getByText("This code is wrong").waitFor();
        expect(calls()).toBe(1);
        // The step before now, so that the code of now is left to sign in with.
        await dialog
          .getByLabel("Code from your app")
          .fill(codeOf(kept.seed, stepAt(Date.now()) - 1));
        await page.keyboard.press("Enter");
        const codes = page.getByRole("dialog", { name: "Keep these recovery codes" });
        await codes.waitFor();
        kept.codes = await codes.getByRole("list").getByRole("listitem").allInnerTexts();
        expect(new Set(kept.codes).size).toBe(10);
        expect(await axeEverywhere(page)).toEqual([]);
        await page.keyboard.press("Escape");
        await page.keyboard.press("Escape");
        const [file] = await Promise.all([
          page.waitForEvent("download"),
          codes.getByRole("button", { name: "Download" }).click(),
        ]);
        expect(file.suggestedFilename()).toBe("waqtor-recovery-codes.txt");
        await codes.getByRole("button", { name: "I have kept them" }).click();
        await card(page).getByText("On", { exact: true }).waitFor();
      },
      { ...DESKTOP, ...STRANGER },
    ));

  test("is asked for behind the password, and counts a wrong code once", ({ expect }) =>
    open(
      expect,
      async (page) => {
        await signInWith(page, PASSWORD);
        const code = page.getByLabel("Code from your app, or a recovery code");
        const calls = counted(page, "/v1/auth/mfa");
        await code.fill("000000");
        await page.keyboard.press("Enter");
        await page.getByText("This code is wrong").waitFor();
        expect(calls()).toBe(1);
        await code.fill(codeOf(kept.seed, stepAt(Date.now())));
        await page.keyboard.press("Enter");
        await page.locator("#content").waitFor();
      },
      { ...DESKTOP, ...STRANGER },
    ));

  test("is taken by a recovery code, once", ({ expect }) =>
    open(
      expect,
      async (page) => {
        await signInWith(page, PASSWORD);
        const code = page.getByLabel("Code from your app, or a recovery code");
        await code.fill(kept.codes[0] ?? "");
        await page.keyboard.press("Enter");
        await page.locator("#content").waitFor();
      },
      { ...DESKTOP, ...STRANGER },
    ));

  test("is turned off, by the password when signing in was a while ago", ({ expect }) =>
    open(expect, async (page) => {
      await toProfile(page);
      // The API as it is more than ten minutes later.
      let isAsked = false;
      await page.route("**/v1/me/mfa", (route) => {
        if (isAsked || route.request().method() !== "DELETE") return route.continue();
        isAsked = true;
        const errors = [{ pointer: "/password", code: "reauth_required", message: "…" }];
        const problem = { code: "reauth_required", status: 403, errors };
        return route.fulfill({ status: 403, json: problem });
      });
      await card(page).getByRole("button", { name: "Turn off" }).click();
      const dialog = page.getByRole("dialog", { name: "Turn the second step off?" });
      await dialog.getByRole("button", { name: "Turn off" }).click();
      await dialog.getByLabel("Your password").waitFor();
      expect(await dialog.getByText("Fill this in").count()).toBe(0);
      await dialog.getByRole("button", { name: "Turn off" }).click();
      await dialog.getByText("Fill this in").waitFor();
      await dialog.getByLabel("Your password").fill(PASSWORD);
      await page.keyboard.press("Enter");
      await dialog.waitFor({ state: "detached" });
      await card(page).getByText("Off", { exact: true }).waitFor();
    }));
});

describe("the workspaces of a person", () => {
  test("another one is made and gone to, and every tab goes along", ({ expect }) =>
    open(expect, async (page) => {
      await toProfile(page);
      const other = await page.context().newPage();
      await toProfile(other);
      await page.getByRole("button", { name: /^Account/ }).click();
      const places = page.getByRole("region", { name: "Workspaces" });
      await places.getByText("Padaria Dora").waitFor();
      await places.getByRole("button", { name: "New workspace" }).click();
      await places.getByRole("button", { name: "Make it and go there" }).click();
      await places.getByText("Fill this in").waitFor();
      await places.getByLabel("Name of the workspace").fill("Café Dora");
      await page.keyboard.press("Enter");
      const name = (of: Page) =>
        of.getByRole("navigation", { name: "Main" }).getByText("Café Dora");
      await name(page).waitFor();
      await name(other).waitFor();
      await expect.poll(() => new URL(other.url()).pathname).toBe("/console/");
      await page.getByRole("button", { name: /^Account/ }).click();
      await places.getByText("You are here").waitFor();
      expect(await axeEverywhere(page)).toEqual([]);
      await places.getByRole("button", { name: /^Padaria Dora/ }).click();
      await page.getByRole("navigation", { name: "Main" }).getByText("Padaria Dora").waitFor();
    }));
});
