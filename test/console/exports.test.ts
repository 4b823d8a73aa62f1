import { readFileSync } from "node:fs";

import { api, newPhone, remove } from "./api.ts";
import { open, signIn, test } from "./browser.ts";

/** The API writes the file behind its answer, while the machine does much else. */
const SLOW = { timeout: 30_000 };

test("a segment's contacts go out as a file, which can be had again by a new link", ({ expect }) =>
  open(expect, async (page) => {
    for (const name of ["Elaine Exporta", "Edu Exporta"])
      await api("POST", "/v1/contacts", { name, phone: newPhone(), tags: ["exporta"] });
    const filter = { field: "tags", op: "contains", value: "exporta" };
    const { id } = await api("POST", "/v1/segments", { name: "Para fora", filter });
    await signIn(page, "/settings/exports");
    await page.getByRole("button", { name: "New export" }).click();
    const dialog = page.getByRole("dialog", { name: "New export" });
    await dialog.getByText("An archive (ZIP) with each table").waitFor();
    await dialog.getByLabel("A segment").check();
    await dialog.getByRole("button", { name: "Export" }).click();
    await dialog.getByText("Choose a segment.", { exact: true }).waitFor();
    await dialog.getByLabel("Which segment").selectOption("Para fora");
    await dialog.getByRole("button", { name: "Export" }).click();
    await dialog.waitFor({ state: "detached" });
    const line = page.getByRole("listitem").filter({ hasText: "2 rows" });
    await line.getByText("Ready").waitFor(SLOW);
    for (const _time of ["once", "again"]) {
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        line.getByRole("button", { name: /^Download the export of / }).click(),
      ]);
      const text = readFileSync(await download.path(), "utf8");
      expect(text).toContain("Elaine Exporta");
      expect(text.trim().split("\n")).toHaveLength(3);
    }
    await remove(`/v1/segments/${String(id)}`);
  }));

test("a whole workspace goes out as an archive", ({ expect }) =>
  open(expect, async (page) => {
    await signIn(page, "/settings/exports");
    await page.getByRole("button", { name: "New export" }).first().click();
    const dialog = page.getByRole("dialog", { name: "New export" });
    await dialog.getByLabel("The whole workspace").check();
    await dialog.getByRole("button", { name: "Export" }).click();
    await dialog.waitFor({ state: "detached" });
    const line = page.getByRole("listitem").filter({ hasText: "The whole workspace" }).first();
    await line.getByText("Ready").waitFor(SLOW);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      line.getByRole("button", { name: /^Download the export of / }).click(),
    ]);
    expect(
      readFileSync(await download.path())
        .subarray(0, 2)
        .toString(),
    ).toBe("PK");
  }));
