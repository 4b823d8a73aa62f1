import { describe } from "vitest";

import { api, newPhone, write } from "./api.ts";
import { open, signIn, test } from "./browser.ts";

/** What the machine does behind a press, while it does much else. */
const SLOW = { timeout: 20_000 };

/** Somebody who wrote. */
async function aPerson(name: string): Promise<string> {
  const phone = newPhone();
  await write(phone, "Oi", name);
  for (;;) {
    const found = await api("GET", `/v1/contacts/${encodeURIComponent(`phone:${phone}`)}`);
    if (typeof found["id"] === "string") return found["id"];
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

describe("what a person asks for of their data", () => {
  test("a copy is made from their page, and its files can be had", ({ expect }) =>
    open(expect, async (page) => {
      const id = await aPerson("Clara Cópia");
      await signIn(page, `/contacts/${id}`);
      await page.getByRole("button", { name: "New request…" }).click();
      const dialog = page.getByRole("dialog", { name: "New request" });
      await dialog.getByLabel("How it was asked for").fill(`copia ${id}`);
      await dialog.getByRole("button", { name: "Take it up" }).click();
      await dialog.waitFor({ state: "detached" });
      await page.getByRole("link", { name: "Settings" }).click();
      await page.getByRole("link", { name: "Data requests" }).click();
      const line = page.getByRole("listitem").filter({ hasText: `copia ${id}` });
      await line.getByText("Done", { exact: true }).waitFor(SLOW);
      const [file] = await Promise.all([
        page.waitForEvent("download"),
        line.getByRole("button", { name: "Messages (CSV)" }).click(),
      ]);
      expect(file.suggestedFilename()).toBe("messages.csv");
    }));

  test("an erasure is warned of, done, and certified", ({ expect }) =>
    open(expect, async (page) => {
      const id = await aPerson("Gabi Gone");
      await signIn(page, "/settings/data-requests");
      await page.getByRole("button", { name: "New request" }).click();
      const dialog = page.getByRole("dialog", { name: "New request" });
      await dialog.getByText("Erasure", { exact: true }).click();
      await dialog.getByText(/go for good/).waitFor();
      await dialog.getByRole("button", { name: "Erase" }).click();
      await dialog.getByText("Say something here").waitFor();
      await dialog.getByLabel("Who").fill(id);
      await dialog.getByRole("button", { name: "Erase" }).click();
      await dialog.waitFor({ state: "detached" });
      await expect
        .poll(async () => (await api("GET", `/v1/contacts/${id}`))["code"], SLOW)
        .toBe("not_found");
      const line = page.getByRole("listitem").filter({ hasText: "Erasure" }).first();
      await line.getByRole("button", { name: "Certificate" }).click();
      const certificate = page.getByRole("dialog", { name: "Certificate" });
      await certificate.getByText("Restore points of the database").waitFor();
      await certificate.getByText("Messages", { exact: true }).waitFor();
    }));

  test("a correction is somebody's to make, and can be refused with a reason", ({ expect }) =>
    open(expect, async (page) => {
      const id = await aPerson("Rui Retifica");
      const made = await api("POST", "/v1/privacy/requests", {
        kind: "rectify",
        contact: id,
        note: `nome ${id}`,
      });
      await signIn(page, "/settings/data-requests");
      const line = page.getByRole("listitem").filter({ hasText: `nome ${id}` });
      await line.getByText("To be done").waitFor();
      await line.getByRole("button", { name: "Refuse…" }).click();
      const dialog = page.getByRole("dialog", { name: "Refuse" });
      await dialog.getByRole("button", { name: "Refuse" }).click();
      await dialog.getByText("Say something here").waitFor();
      await dialog.getByLabel("Reason").fill("Quem pede é outra pessoa.");
      await dialog.getByRole("button", { name: "Refuse" }).click();
      await line.getByText("Refused").waitFor();
      expect(await api("GET", `/v1/privacy/requests/${String(made["id"])}`)).toMatchObject({
        status: "rejected",
        reason: "Quem pede é outra pessoa.",
      });
    }));
});
