import { describe } from "vitest";

import { axe, open, PHONE, signIn, test } from "./browser.ts";

describe("drafting with AI", () => {
  test("is off until the owner turns it on, shows all that is sent, and leads to the editor", ({
    expect,
  }) =>
    open(expect, async (page) => {
      await signIn(page, "/templates");
      await page.getByRole("button", { name: "Draft with AI" }).click();
      await page.getByText("AI is off in this workspace").waitFor();
      await page.getByRole("link", { name: "To the settings" }).click();
      await page.getByRole("checkbox", { name: "AI may draft templates" }).check();
      await page.getByLabel("Drafts a month, at most").fill("20");
      const card = page.getByRole("region", { name: "Draft with AI" });
      await card.getByRole("button", { name: "Save" }).click();
      await card.getByText("On", { exact: true }).waitFor();
      await card.getByText("0 of 20 drafts used this month").waitFor();

      await page.getByRole("link", { name: "Templates" }).first().click();
      await page.getByRole("button", { name: "Draft with AI" }).click();
      const dialog = page.getByRole("dialog", { name: "Draft with AI" });
      await dialog.getByText("AI sees only this brief", { exact: true }).waitFor();
      await dialog.getByLabel("What is it about?").fill("Call us: +55 11 98765-4321");
      await dialog.getByRole("button", { name: "Draft it" }).click();
      await dialog.getByRole("alert").getByText("The brief holds data of a person").waitFor();
      await dialog.getByLabel("What is it about?").fill("Fresh bread every morning");
      await dialog.getByLabel("Variables").fill("first_name");
      const sent = JSON.parse((await dialog.locator("pre").textContent()) ?? "");
      expect(sent).toEqual({
        brief: "Fresh bread every morning",
        language: "en",
        category: "MARKETING",
        variables: ["first_name"],
      });
      const asked = page.waitForRequest((request) => request.url().endsWith("/v1/drafts"));
      await dialog.getByRole("button", { name: "Draft it" }).click();
      expect((await asked).postDataJSON()).toEqual(sent);
      await dialog.getByText(/Hello Sample A, Fresh bread every morning/).waitFor();
      expect(await axe(page)).toEqual([]);
      await dialog.getByRole("button", { name: "Use and edit" }).click();
      await page.getByRole("textbox", { name: "Text", exact: true }).waitFor();
      expect(page.url()).toMatch(/\/templates\/tpl_/);
    }));

  test("fits a phone, and says what is wrong with a brief that is empty", ({ expect }) =>
    open(
      expect,
      async (page) => {
        await signIn(page, "/templates");
        await page.getByRole("button", { name: "Draft with AI" }).click();
        const dialog = page.getByRole("dialog", { name: "Draft with AI" });
        await dialog.getByRole("button", { name: "Draft it" }).click();
        await dialog.getByText("Fill this in").waitFor();
        expect(await axe(page)).toEqual([]);
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(width).toBeLessThanOrEqual(390);
      },
      PHONE,
    ));
});
