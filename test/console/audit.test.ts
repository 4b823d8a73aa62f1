import { describe } from "vitest";

import { api, newPhone } from "./api.ts";
import { open, signIn, test, theBakery } from "./browser.ts";

describe("the audit trail", () => {
  test("says who did what, narrowed by the address, and is checked", ({ expect }) =>
    open(expect, async (page) => {
      const { id } = await api("POST", "/v1/contacts", { phone: newPhone(), name: "Auditada" });
      await signIn(page, "/settings/audit");
      await page.getByLabel("What it was done to, by id").fill(String(id));
      const line = page.getByRole("button", { name: /contact\.create/ });
      await expect.poll(() => new URL(page.url()).searchParams.get("target")).toBe(id);
      await expect.poll(() => line.count()).toBe(1);
      await line.getByText("An API key").waitFor();
      await line.click();
      await page.getByText(String(id), { exact: true }).waitFor();
      await page.reload();
      await expect.poll(() => line.count()).toBe(1);

      await page.getByLabel("Act, such as campaign.launch").fill("campaign.launch");
      await page.getByText("Nothing was done that matches.").waitFor();
      await page.getByRole("link", { name: "Audit trail" }).click();
      await expect
        .poll(() => page.getByLabel("Act, such as campaign.launch").inputValue())
        .toBe("");
      await page.getByLabel("Act, such as campaign.launch").fill("nothing.of_it");
      await page.getByText("Nothing was done that matches.").waitFor();
      await page.getByRole("button", { name: "Show all" }).click();
      await expect.poll(() => new URL(page.url()).search).toBe("");
      // Whoever looks has just signed in or refreshed, or another test has just made somebody.
      await page
        .getByRole("button", { name: /session\.|contact\./ })
        .first()
        .waitFor();

      await page.getByRole("button", { name: "Check the seal" }).click();
      await page.getByText(/rows are as they were sealed/).waitFor();
      await page.getByRole("link", { name: "Export", exact: true }).click();
      await page.getByRole("button", { name: "New export" }).waitFor();
      expect(new URL(page.url()).pathname).toBe("/console/settings/exports");
    }));

  test("says which rows were changed", ({ expect }) =>
    open(expect, async (page) => {
      await page.route("**/v1/audit-logs/verify", (route) =>
        route.fulfill({
          json: {
            valid: false,
            rows: 17,
            begins_after: 0,
            head: { seq: 17, hash: "0".repeat(64) },
            unsealed: 0,
            first_invalid: { from_seq: 4, to_seq: 9, reason: "record_changed" },
            has_more: false,
            next_after: 3,
          },
        }),
      );
      await signIn(page, "/settings/audit");
      await page.getByRole("button", { name: "Check the seal" }).click();
      await page.getByText("Rows 4 to 9 are not as they were sealed.").waitFor();
      await page.goto(`${theBakery().url}/console/settings/audit?action=nothing.of_it`);
      await page.getByText("Nothing was done that matches.").waitFor();
    }));
});
