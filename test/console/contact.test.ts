import { readFileSync } from "node:fs";

import { describe } from "vitest";

import { api, newPhone, write } from "./api.ts";
import { axe, DESKTOP, open, PHONE, signIn, test } from "./browser.ts";

const person = async (name: string, more: object = {}) =>
  (await api("POST", "/v1/contacts", { name, phone: newPhone(), ...more })) as {
    id: string;
    phone: string;
  };

describe("the list of contacts", () => {
  test("finds by name and by the end of a number, and the address tells neither", ({ expect }) =>
    open(expect, async (page) => {
      const { phone } = await person("Zélia Quaresma");
      await signIn(page, "/contacts");
      await page.getByRole("row").nth(1).waitFor();
      await page.keyboard.press("/");
      await page.keyboard.type("quares");
      await page.keyboard.press("Enter");
      await page.getByText("1 contact shown").waitFor();
      await page.getByRole("link", { name: "Zélia Quaresma" }).waitFor();
      await page.getByLabel("Find by name or phone").fill(phone.slice(-6));
      await page.keyboard.press("Enter");
      await page.getByRole("link", { name: "Zélia Quaresma" }).waitFor();
      expect(page.url()).toMatch(/\/contacts$/);
      await page.reload();
      await page.getByRole("link", { name: "Zélia Quaresma" }).waitFor();
      expect(await page.getByLabel("Find by name or phone").inputValue()).toBe(phone.slice(-6));
    }));

  test("gives a tag to all who are ticked, by keyboard alone", ({ expect }) =>
    open(expect, async (page) => {
      // Of a tag of their own: whoever is added meanwhile moves no row.
      const tags = [`feira ${Date.now()}`];
      const people = [await person("Ximena Um", { tags }), await person("Ximena Dois", { tags })];
      await signIn(page, `/contacts?tag=${encodeURIComponent(tags[0] ?? "")}`);
      await page.getByRole("link", { name: "Ximena Dois" }).waitFor();
      await page.keyboard.press("j");
      await page.keyboard.press("x");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("x");
      const bar = page.getByRole("region", { name: "2 people chosen" });
      await bar.getByLabel("Tag").fill("feira livre");
      await page.keyboard.press("Enter");
      await page.getByText("2 people have the tag feira livre").waitFor();
      for (const { id } of people) {
        const kept = await api("GET", `/v1/contacts/${id}`);
        expect(kept["tags"]).toEqual([...tags, "feira livre"]);
      }
    }));
});

describe("a contact's page", () => {
  test("keeps notes of the team, of which one's own are changed and deleted", ({ expect }) =>
    open(expect, async (page) => {
      const { id } = await person("Nora Notas");
      await signIn(page, `/contacts/${id}`);
      const card = page.getByRole("region", { name: "Notes", exact: true });
      await card.getByText("No notes of this person yet.").waitFor();
      await card.getByLabel("Write a note to your team").fill("Prefere ligações.");
      await card.getByRole("button", { name: "Add note" }).click();
      await card.getByRole("listitem").filter({ hasText: "Prefere ligações." }).waitFor();
      const happened = page.getByRole("region", { name: "What happened" });
      await happened.getByText("Prefere ligações.").waitFor();
      await card.getByRole("button", { name: "Edit" }).click();
      await card.getByRole("listitem").getByLabel("Write a note").fill("Prefere mensagens.");
      await card.getByRole("button", { name: "Save note" }).click();
      await card.getByText("edited").waitFor();
      await happened.getByText("Prefere mensagens.").waitFor();
      expect(await axe(page)).toEqual([]);
      await card.getByRole("button", { name: "Delete" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
      await card.getByText("No notes of this person yet.").waitFor();
    }));

  test("changes only what was changed, and shows both versions when somebody came between", ({
    expect,
  }) =>
    open(expect, async (page) => {
      const { id } = await person("Wanda Antes", { tags: ["vip"], fields: { cidade: "Santos" } });
      await signIn(page, `/contacts/${id}`);
      await page.getByRole("button", { name: "Edit" }).click();
      const dialog = page.getByRole("dialog", { name: "Edit" });
      await dialog.getByLabel("Name", { exact: true }).fill("Wanda Minha");
      await api("PATCH", `/v1/contacts/${id}`, { name: "Wanda Deles", fields: { cidade: "Itu" } });
      await dialog.getByRole("button", { name: "Save" }).click();
      const conflict = page.getByRole("dialog", { name: /Somebody changed/ });
      const row = conflict.getByRole("row").filter({ hasText: "Wanda Deles" });
      await row.getByText("Wanda Minha").waitFor();
      await conflict.getByRole("button", { name: "Keep mine" }).click();
      await page.getByRole("heading", { name: "Wanda Minha" }).waitFor();
      expect(await api("GET", `/v1/contacts/${id}`)).toMatchObject({
        name: "Wanda Minha",
        tags: ["vip"],
        fields: { cidade: "Itu" },
      });
    }));

  test("asks before it forgets what was written", ({ expect }) =>
    open(expect, async (page) => {
      const { id } = await person("Vera Pergunta");
      await signIn(page, `/contacts/${id}`);
      await page.getByRole("button", { name: "Edit" }).click();
      await page.getByRole("dialog").getByLabel("Tags").fill("nova");
      await page.keyboard.press("Escape");
      await page.getByRole("alert").getByText("Discard what you changed?").waitFor();
      await page.getByRole("button", { name: "Keep editing" }).click();
      expect(await page.getByRole("dialog").getByLabel("Tags").inputValue()).toBe("nova");
    }));

  test("records what a person agreed to and took back, with its proof", ({ expect }) =>
    open(expect, async (page) => {
      const { id } = await person("Ulisses Consente");
      await signIn(page, `/contacts/${id}`);
      await page.getByText("Nobody asked this person yet").waitFor();
      await page.getByRole("button", { name: "Record consent" }).click();
      const dialog = page.getByRole("dialog", { name: "Record consent" });
      await dialog.getByLabel("What they agreed to").fill("Quero ofertas.");
      await dialog.getByLabel("Where").fill("Balcão");
      await dialog.getByRole("button", { name: "Record", exact: true }).click();
      const acts = page.getByRole("region", { name: "Consent history" }).getByRole("listitem");
      await acts.filter({ hasText: "Agreed to marketing in person or by phone" }).waitFor();
      await acts.first().getByText("Proof", { exact: true }).click();
      await acts
        .first()
        .getByText(/sha256 [0-9a-f]{64}/)
        .waitFor();
      await acts.first().getByText("Quero ofertas.", { exact: true }).waitFor();
      await acts.first().getByText("Balcão", { exact: true }).waitFor();
      await page.getByRole("button", { name: "Record consent" }).click();
      await dialog.getByRole("button", { name: "Record", exact: true }).click();
      await acts.first().getByText("Opted out of marketing").waitFor();
      expect(await acts.count()).toBe(2);
    }));

  test("puts a person on the list of those whom nothing is sent to, and takes them off", ({
    expect,
  }) =>
    open(expect, async (page) => {
      const { id } = await person("Xavier Chega");
      await signIn(page, `/contacts/${id}`);
      const card = page.getByRole("region", { name: "Do not contact" });
      await card.getByRole("button", { name: "Never write to them" }).click();
      const dialog = page.getByRole("dialog", { name: "Never write to them" });
      await dialog.getByLabel("They complained").check();
      await dialog.getByRole("button", { name: "Never write to them" }).click();
      // The dialog has the same words among its choices.
      await dialog.waitFor({ state: "detached" });
      await card.getByText("They complained").waitFor();
      expect((await api("GET", `/v1/contacts/${id}`))["suppressed"]).toBe(true);
      await card.getByRole("button", { name: "Allow writing again" }).click();
      await card.getByRole("button", { name: "Never write to them" }).waitFor();
      expect((await api("GET", `/v1/contacts/${id}`))["suppressed"]).toBe(false);
    }));

  test("asks what a person meant who may have refused offers, and does what is said", ({
    expect,
  }) =>
    open(expect, async (page) => {
      const { id, phone } = await person("Quirina Basta");
      await write(phone, "Obrigada, mas não quero mais receber propaganda, só o pedido");
      await expect
        .poll(async () => (await api("GET", `/v1/contacts/${id}`))["marketing_hold"], {
          timeout: 15_000,
        })
        .toBeTruthy();
      await signIn(page, `/contacts/${id}`);
      const card = page.getByRole("region", { name: "Did they refuse offers?" });
      await card.getByRole("button", { name: "They want no more offers" }).click();
      await card.waitFor({ state: "detached" });
      expect((await api("GET", `/v1/contacts/${id}`))["consents"]).toEqual({
        marketing: "withdrawn",
      });
    }));

  test("asks the same beside the talk, as soon as it was written", ({ expect }) =>
    open(expect, async (page) => {
      const { id, phone } = await person("Ulisses Basta");
      await write(phone, "Oi");
      const talk = async () =>
        (await api("GET", `/v1/conversations?contact=${id}`))["data"] as { id: string }[];
      await expect.poll(talk, { timeout: 15_000 }).toHaveLength(1);
      await signIn(page, `/inbox/${(await talk())[0]?.id ?? ""}`);
      const panel = page.getByRole("complementary", { name: "Contact" });
      await panel.getByText("Ulisses Basta").waitFor();
      await write(phone, "Obrigado, mas não quero mais receber propaganda, só o pedido");
      const card = panel.getByRole("region", { name: "Did they refuse offers?" });
      await card.getByRole("button", { name: "They did not mean that" }).click({ timeout: 20_000 });
      await card.waitFor({ state: "detached" });
      expect((await api("GET", `/v1/contacts/${id}`))["marketing_hold"]).toBeNull();
    }));

  test("tells what happened, proves a consent, checks the ledger and gives the way out", ({
    expect,
  }) =>
    open(expect, async (page) => {
      const { id, phone } = await person("Yara Histórica");
      await write(phone, "Tem pão hoje?");
      await api("POST", `/v1/contacts/${id}/consents`, {
        purpose: "marketing",
        action: "grant",
        method: "verbal",
        statement: "Quero ofertas.",
      });
      await expect
        .poll(
          async () =>
            ((await api("GET", `/v1/contacts/${id}/consents`))["data"] as { hash: unknown }[])[0]
              ?.hash,
          { timeout: 20_000 },
        )
        .toBeTruthy();
      await signIn(page, `/contacts/${id}`);
      const card = page.getByRole("region", { name: "What happened" });
      await card.getByText("Agreed to marketing").waitFor();
      await card.getByText("Tem pão hoje?").waitFor();
      await page.getByText("Proof", { exact: true }).first().click();
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "Download the proof (JSON)" }).click(),
      ]);
      const proof = JSON.parse(readFileSync(await download.path(), "utf8")) as {
        record: { contact_id: string };
      };
      expect(proof.record.contact_id).toBe(id);
      await page.getByRole("button", { name: "Verify the ledger" }).click();
      await page.getByText(/as they were sealed/).waitFor();
      await page.getByRole("button", { name: "Show the link" }).click();
      const { url } = await api("GET", `/v1/contacts/${id}/opt-out-link`);
      expect(await page.getByLabel("Opt-out link").locator("input").inputValue()).toBe(url);
    }));

  test("makes two contacts one, and two again", ({ expect }) =>
    open(expect, async (page) => {
      const kept = await person("Tereza Primeira");
      const other = await person("Tereza Segunda");
      await signIn(page, `/contacts/${kept.id}`);
      await page.getByRole("button", { name: "Merge" }).click();
      const dialog = page.getByRole("dialog", { name: "Merge" });
      await dialog.getByLabel("Find the other by name or phone").fill("tereza seg");
      await dialog.getByRole("radio", { name: /Tereza Segunda/ }).check();
      await dialog.getByText("Tereza Primeira is kept").waitFor();
      await dialog.getByRole("button", { name: "Merge into one" }).click();
      await page.getByText("Merged by your team").waitFor();
      const found = await api("GET", `/v1/contacts/${other.id}`);
      expect(found["id"]).toBe(kept.id);
      await page.getByRole("button", { name: "Undo" }).click();
      await page.getByRole("heading", { name: "Tereza Segunda" }).waitFor();
    }));

  for (const [size, options] of [
    ["a desk", { ...DESKTOP, colorScheme: "light" }],
    ["a phone in the dark", { ...PHONE, colorScheme: "dark" }],
  ] as const)
    test(`has dialogs in which axe finds nothing, at ${size}`, { timeout: 60_000 }, ({ expect }) =>
      open(
        expect,
        async (page) => {
          const { id } = await person("Sílvia Diálogo", { fields: { cidade: "Itu" } });
          await signIn(page, `/contacts/${id}`);
          for (const name of ["Edit", "Record consent", "Merge"]) {
            await page.getByRole("button", { name, exact: true }).click();
            await page.getByRole("dialog").waitFor();
            expect(await axe(page), name).toEqual([]);
            await page.keyboard.press("Escape");
            await page.getByRole("dialog").waitFor({ state: "detached" });
            const focused = page.getByRole("button", { name, exact: true });
            expect(await focused.evaluate((it) => it === document.activeElement)).toBe(true);
          }
        },
        options,
      ),
    );

  test("says that somebody does not exist, and leads back", ({ expect }) =>
    open(expect, async (page) => {
      await signIn(page, "/contacts/con_01k9zq3v6m8r2t4w6y8a0c2e4g");
      await page.getByRole("alert").filter({ hasText: "This does not exist" }).waitFor();
      await page.getByRole("main").getByRole("link", { name: "Contacts" }).click();
      await page.getByRole("row").nth(1).waitFor();
    }));
});
