import { api, newPhone } from "./api.ts";
import { open, signIn, test } from "./browser.ts";

const daysOf = async (name: string): Promise<unknown> => {
  const { classes } = await api("GET", "/v1/privacy/retention");
  return (classes as { name: string; days: number }[]).find((one) => one.name === name)?.days;
};

test("what is kept is changed within its bounds, and to keep less is asked about", ({ expect }) =>
  open(expect, async (page) => {
    await signIn(page, "/settings/retention");
    const field = page.getByLabel("Files: days");
    const before = await field.inputValue();
    await field.fill("5");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("alert").filter({ hasText: "7 to 3,650 days" }).waitFor();
    await field.fill("300");
    await page.getByRole("button", { name: "Save" }).click();
    const dialog = page.getByRole("dialog", { name: "Keep less?" });
    await dialog.getByText("goes for good with the next sweep").waitFor();
    await dialog.getByRole("button", { name: "Cancel" }).click();
    expect(await daysOf("media")).toBe(Number(before));
    await page.getByRole("button", { name: "Save" }).click();
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.waitFor({ state: "detached" });
    await expect.poll(() => daysOf("media")).toBe(300);
    await field.fill(before);
    await page.getByRole("button", { name: "Save" }).click();
    await expect.poll(() => daysOf("media")).toBe(Number(before));
  }));

test("everything is held for a law and let go, and one person's data too", ({ expect }) =>
  open(expect, async (page) => {
    const phone = newPhone();
    const { id } = await api("POST", "/v1/contacts", { name: "Helena Retida", phone });
    await signIn(page, "/settings/retention");
    await page.getByRole("button", { name: "Hold everything" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Hold everything" }).click();
    await dialog.getByText("Fill this in").waitFor();
    await dialog.getByLabel("Why it must be kept").fill("Processo 2026/117");
    await dialog.getByRole("button", { name: "Hold everything" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByText("Processo 2026/117").waitFor();
    await page.getByRole("button", { name: "End the hold…" }).click();
    await dialog.getByRole("button", { name: "End the hold" }).click();
    await page.getByRole("button", { name: "Hold everything" }).waitFor();
    expect((await api("GET", "/v1/privacy/retention"))["legal_hold"]).toBeNull();

    await page.getByRole("button", { name: "Hold a person’s data" }).click();
    await dialog.getByLabel("Who").fill(phone);
    await dialog.getByLabel("Why it must be kept").fill("Processo 2026/118");
    await dialog.getByRole("button", { name: "Hold a person’s data" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("link", { name: "Helena Retida" }).waitFor();
    expect((await api("GET", "/v1/privacy/legal-holds"))["data"]).toMatchObject([
      { contact_id: id, reason: "Processo 2026/118" },
    ]);
    await page.getByRole("button", { name: "End the hold of Helena Retida" }).click();
    await dialog.getByRole("button", { name: "End the hold" }).click();
    await page.getByText("Nobody’s data is held").waitFor();
  }));
