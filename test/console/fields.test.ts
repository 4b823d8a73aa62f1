import { describe } from "vitest";

import { api, newPhone } from "./api.ts";
import { open, signIn, test } from "./browser.ts";

/** What the machine does behind a press, while it does much else. */
const SLOW = { timeout: 20_000 };

const namesOf = async (path: string, member: string): Promise<unknown[]> =>
  ((await api("GET", path))["data"] as Record<string, unknown>[]).map((one) => one[member]);

test("a field is declared, changed while its values fit, and says who carries it before it goes", ({
  expect,
}) =>
  open(expect, async (page) => {
    await api("POST", "/v1/contacts", {
      name: "Nivaldo",
      phone: newPhone(),
      fields: { nivel: "Ouro" },
    });
    await signIn(page, "/settings/fields");
    await page.getByRole("button", { name: "New field" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.getByText("Fill this in").waitFor();
    await dialog.getByLabel("Key").fill("nivel");
    await dialog.getByLabel("What people read").fill("Nível");
    await dialog.getByLabel("Type").selectOption("date");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.getByText("1 person has a value that would not fit").waitFor();
    await dialog.getByLabel("Type").selectOption("choice");
    await dialog.getByLabel("What it may be").fill("Ouro\nPrata\n");
    await dialog.getByText("It is personal").click();
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.waitFor({ state: "detached" });
    expect((await api("GET", "/v1/fields"))["data"]).toMatchObject([
      { key: "nivel", label: "Nível", type: "choice", choices: ["Ouro", "Prata"], pii: true },
    ]);

    await page.getByRole("button", { name: "Change the field Nível" }).click();
    expect(await dialog.getByLabel("Key").getAttribute("readonly")).not.toBeNull();
    await dialog.getByLabel("What people read").fill("Nível do cliente");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.waitFor({ state: "detached" });

    await page.getByRole("button", { name: "Delete the field Nível do cliente" }).click();
    await dialog.getByText("1 person carries it.").waitFor();
    await dialog.getByRole("button", { name: "Delete" }).click();
    await page.getByText("No field declared yet").waitFor();
    expect(await namesOf("/v1/fields", "key")).toEqual([]);
  }));

describe("tags", () => {
  test("are renamed, made one after a warning, and deleted, each with how many people have it", ({
    expect,
  }) =>
    open(expect, async (page) => {
      const tags = [["Feirinha"], ["Feirinha"], ["Feirao"]];
      for (const [at, given] of tags.entries())
        await api("POST", "/v1/contacts", { name: `Tag ${at}`, phone: newPhone(), tags: given });
      await signIn(page, "/settings/fields");
      const line = (name: string) => page.getByRole("listitem").filter({ hasText: name });
      await line("Feirinha").getByText("2 people").waitFor();
      await page.getByRole("button", { name: "Rename the tag Feirinha" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("button", { name: "Rename" }).click();
      await dialog.getByText("This is its name already").waitFor();
      await dialog.getByLabel("New name").fill("feirao");
      await dialog.getByText("Feirao is there already").waitFor();
      await dialog.getByRole("button", { name: "Merge" }).click();
      await dialog.waitFor({ state: "detached" });
      await line("feirao").getByText("3 people").waitFor(SLOW);
      await line("Feirinha").waitFor({ state: "detached" });

      await page.getByRole("button", { name: /Delete the tag feirao/i }).click();
      await dialog.getByText("3 people lose it").waitFor();
      await dialog.getByRole("button", { name: "Delete" }).click();
      await line("feirao").waitFor({ state: "detached", ...SLOW });
      expect(await namesOf("/v1/tags?limit=100", "name")).not.toContain("feirao");
    }));
});
