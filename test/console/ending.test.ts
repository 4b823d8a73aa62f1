// The end of a workspace, and of an account: of their own each, made for the test.
import type { Page } from "playwright-core";
import { describe, type ExpectStatic } from "vitest";

import { axeEverywhere, DESKTOP, open, STRANGER, test, theBakery } from "./browser.ts";

const PASSWORD = "uma senha longa 42";
const LONG = { timeout: 60_000 };

/** Somebody new with a workspace of their own, signed in. @returns Their e-mail. */
async function register(page: Page, name: string): Promise<string> {
  const email = `fim-${crypto.randomUUID().slice(0, 8)}@example.com`;
  page.setDefaultTimeout(15_000);
  await page.goto(`${theBakery().url}/console/register`);
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByRole("button", { name: /^Account/ }).waitFor();
  return email;
}

const go = (page: Page, path: string) => page.goto(`${theBakery().url}/console${path}`);

/** Opens the question by the keyboard alone. */
async function ask(page: Page, act: string) {
  const button = page.getByRole("button", { name: act });
  await button.focus();
  await page.keyboard.press("Enter");
  return page.getByRole("dialog");
}

const save = (page: Page) =>
  page
    .getByRole("region", { name: "Workspace", exact: true })
    .getByRole("button", { name: "Save" });

const banner = (page: Page) =>
  page.getByRole("status").filter({ hasText: "This workspace is closed" });

/** Closes the workspace that is open in the settings. @returns Its name. */
async function close(page: Page): Promise<string> {
  await go(page, "/settings/workspace");
  const field = page.getByRole("textbox", { name: "Name", exact: true });
  await field.waitFor();
  const name = await field.inputValue();
  const dialog = await ask(page, "Close this workspace…");
  await dialog.getByLabel(/^Type/).fill(name);
  await dialog.getByLabel("Your password").fill(PASSWORD);
  await page.keyboard.press("Enter");
  await banner(page).waitFor();
  return name;
}

const asStranger = (expect: ExpectStatic, use: (page: Page) => Promise<void>) =>
  open(expect, use, { ...DESKTOP, ...STRANGER });

/** From now on the console takes the person for an admin: taking the session up is answered as it was, but for that. */
async function beAdmin(page: Page) {
  const answer = page.waitForResponse("**/v1/auth/refresh");
  await page.reload();
  const body = (await (await answer).json()) as object;
  await page.route("**/v1/auth/refresh", (route) =>
    route.fulfill({ json: { ...body, role: "admin" } }),
  );
}

/** Nothing is wider than the smallest phone. */
async function fits(page: Page, expect: ExpectStatic) {
  await page.setViewportSize({ width: 360, height: 740 });
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
  ).toBeLessThanOrEqual(0);
  await page.setViewportSize(DESKTOP.viewport);
}

describe("a workspace", () => {
  test(
    "is closed only by its name and the password, and says at its field what is wrong",
    LONG,
    ({ expect }) =>
      asStranger(expect, async (page) => {
        await register(page, "Fábio Fecha");
        await go(page, "/settings/workspace");
        const name = await page.getByRole("textbox", { name: "Name", exact: true }).inputValue();
        const dialog = await ask(page, "Close this workspace…");
        const password = dialog.getByLabel("Your password");
        const submit = dialog.getByRole("button", { name: "Close workspace" });
        await dialog.getByLabel(/^Type/).fill("something else");
        await submit.click();
        await dialog.getByText("Type exactly").waitFor();
        await dialog.getByLabel(/^Type/).fill(name);
        await submit.click();
        await dialog.getByText("Fill this in").waitFor();
        await password.fill("not the password");
        await submit.click();
        await dialog.getByText("The password is wrong").waitFor();
        expect(await password.getAttribute("aria-invalid")).toBe("true");
        expect(await password.evaluate((one) => one === document.activeElement)).toBe(true);
        expect(await dialog.getByRole("alert").count()).toBe(0);
        expect(await axeEverywhere(page)).toEqual([]);
        await fits(page, expect);
        await page.keyboard.press("Escape");
        await dialog.waitFor({ state: "detached" });
        expect(await banner(page).count()).toBe(0);
      }),
  );

  test(
    "that is closed says so over every screen, refuses what is written, and is taken back",
    LONG,
    ({ expect }) =>
      asStranger(expect, async (page) => {
        await register(page, "Rita Reabre");
        const name = await close(page);
        await page.getByText("The workspace is closed", { exact: true }).waitFor();
        await page
          .getByRole("button", { name: "Close this workspace…" })
          .waitFor({ state: "detached" });
        await page.getByRole("textbox", { name: "Name", exact: true }).fill(`${name} 2`);
        await save(page).click();
        await page
          .getByRole("alert")
          .filter({ hasText: "An owner can take it back until it is deleted" })
          .waitFor();
        // What was typed would be asked for before the page is left.
        await page.getByRole("textbox", { name: "Name", exact: true }).fill(name);
        for (const path of ["/", "/inbox", "/contacts", "/settings/profile"]) {
          await go(page, path);
          await banner(page).waitFor();
          await page.locator("h1").first().waitFor();
          expect(await axeEverywhere(page), path).toEqual([]);
          await fits(page, expect);
        }
        await page.getByRole("button", { name: "Take it back" }).press("Enter");
        await page.getByText("The workspace is open again").waitFor();
        expect(await banner(page).count()).toBe(0);
        expect(await page.evaluate(() => document.activeElement?.id)).toBe("content");
        await go(page, "/settings/workspace");
        await page.getByRole("textbox", { name: "Name", exact: true }).fill(`${name} 2`);
        await save(page).click();
        await page.getByText("Saved").waitFor();
      }),
  );

  test(
    "is closed and taken back by an owner alone; others are told whom to ask",
    LONG,
    ({ expect }) =>
      asStranger(expect, async (page) => {
        await register(page, "Olga Outra");
        await beAdmin(page);
        await go(page, "/settings/workspace");
        await page.getByRole("textbox", { name: "Name", exact: true }).waitFor();
        expect(await page.getByRole("button", { name: "Close this workspace…" }).count()).toBe(0);
        await page.unrouteAll();
        await close(page);
        await beAdmin(page);
        await go(page, "/inbox");
        await banner(page).getByText("An owner can take it back").waitFor();
        expect(await page.getByRole("button", { name: "Take it back" }).count()).toBe(0);
      }),
  );

  test(
    "that somebody else closed is noticed by the first thing that is refused",
    LONG,
    ({ expect }) =>
      asStranger(expect, async (page) => {
        await register(page, "Nuno Nota");
        await go(page, "/settings/workspace");
        await page.getByRole("textbox", { name: "Name", exact: true }).fill("Outro nome");
        const other = await page.context().newPage();
        other.setDefaultTimeout(15_000);
        await close(other);
        expect(await banner(page).count()).toBe(0);
        await save(page).click();
        await banner(page).waitFor();
        expect(await page.getByRole("textbox", { name: "Name", exact: true }).inputValue()).toBe(
          "Outro nome",
        );
      }),
  );
});

describe("an account", () => {
  test(
    "is deleted once no workspace would be left without an owner, and the way in says so",
    LONG,
    ({ expect }) =>
      asStranger(expect, async (page) => {
        const email = await register(page, "Dora Deixa");
        await go(page, "/settings/profile");
        const dialog = await ask(page, "Delete my account…");
        const submit = dialog.getByRole("button", { name: "Delete account" });
        await submit.click();
        await dialog.getByText("Fill this in").waitFor();
        await dialog.getByLabel("Your password").fill("not the password");
        await submit.click();
        await dialog.getByText("The password is wrong").waitFor();
        expect(await dialog.getByRole("alert").count()).toBe(0);
        await dialog.getByLabel("Your password").fill(PASSWORD);
        await submit.click();
        await dialog.getByText("Without you, Dora Deixa's workspace would have no owner").waitFor();
        expect(await axeEverywhere(page)).toEqual([]);
        await fits(page, expect);
        await page.keyboard.press("Escape");
        await close(page);
        await go(page, "/settings/profile");
        await ask(page, "Delete my account…");
        await dialog.getByLabel("Your password").fill(PASSWORD);
        await page.keyboard.press("Enter");
        await page.getByRole("status").filter({ hasText: "Your account is deleted" }).waitFor();
        expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe("/console/login");
        expect(await axeEverywhere(page)).toEqual([]);
        await page.getByLabel("E-mail").fill(email);
        await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
        await page.keyboard.press("Enter");
        await page.getByRole("alert").filter({ hasText: "E-mail or password is wrong" }).waitFor();
      }),
  );
});
