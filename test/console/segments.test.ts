import { api, newPhone } from "./api.ts";
import { open, signIn, test } from "./browser.ts";

test("a segment is made by a tag, shows who is in it, is renamed and deleted", ({ expect }) =>
  open(expect, async (page) => {
    for (const name of ["Fabiana Feirante", "Fabio Feirante"])
      await api("POST", "/v1/contacts", { name, phone: newPhone(), tags: ["feirantes"] });
    await signIn(page, "/settings/segments");
    await page.getByRole("button", { name: "New segment" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.getByText("Fill this in").waitFor();
    await dialog.getByLabel("Name").fill("Da feira");
    await dialog.getByRole("button", { name: "Add a condition" }).click();
    await dialog.getByLabel("With").fill("feirantes");
    await dialog.getByText("2 people", { exact: true }).waitFor();
    await dialog.getByText("Fabiana Feirante").waitFor();
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.waitFor({ state: "detached" });
    const kept = async () =>
      (await api("GET", "/v1/segments"))["data"] as readonly Readonly<Record<string, unknown>>[];
    expect(await kept()).toMatchObject([
      { name: "Da feira", filter: { field: "tags", op: "contains", value: "feirantes" } },
    ]);

    await page.getByRole("button", { name: "Change Da feira" }).click();
    await dialog.getByText("2 people", { exact: true }).waitFor();
    await dialog.getByLabel("Name").fill("Da feira livre");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.waitFor({ state: "detached" });

    await page.getByRole("button", { name: "Delete Da feira livre" }).click();
    await dialog.getByRole("button", { name: "Cancel" }).click();
    expect(await kept()).toHaveLength(1);
    await page.getByRole("button", { name: "Delete Da feira livre" }).click();
    await dialog.getByRole("button", { name: "Delete" }).click();
    await page.getByText("No segment yet").waitFor();
    expect(await kept()).toEqual([]);
  }));
