import { readFileSync } from "node:fs";

import type { Page } from "playwright-core";
import { describe } from "vitest";

import { api, newPhone } from "./api.ts";
import { axe, open, PHONE, signIn, test } from "./browser.ts";

const contact = (phone: string) =>
  api("GET", `/v1/contacts/${encodeURIComponent(`phone:${phone}`)}`);

/** The API reads the rows behind its answer, while the machine does much else. */
const SLOW = { timeout: 30_000 };

/** Pasted, guessed, and without a declaration. */
async function paste(page: Page, lines: readonly string[], tag = ""): Promise<void> {
  await page.getByLabel("One person a line").fill(lines.join("\n"));
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByText("What each column is").waitFor();
  if (tag !== "") await page.getByLabel("Tag for everyone in this list").fill(tag);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByText("They get no marketing").waitFor();
}

const check = (page: Page) => page.getByRole("button", { name: "Check the list" }).click();

describe("an import by paste", () => {
  test("is checked before it is done, adds up, tells why rows are refused, and is undone", ({
    expect,
  }) =>
    open(
      expect,
      async (page) => {
        const phones = Array.from({ length: 20 }, () => newPhone());
        const lines = phones.map((phone, at) => `Pessoa ${at}, ${phone}`);
        lines[9] = `Outra vez, ${phones[3] ?? ""}`;
        lines[14] = "Curto, +55 11";
        await signIn(page, "/contacts/import");
        await paste(page, lines);
        expect(await axe(page)).toEqual([]);
        await check(page);
        await page.getByText("Nothing is imported yet.").waitFor(SLOW);
        await page.getByText("This is not a phone number").waitFor();
        await page.getByText("No consent was declared").waitFor();
        expect(await axe(page)).toEqual([]);
        expect((await contact(phones[0] ?? ""))["code"]).toBe("not_found");
        await page.getByRole("button", { name: /^Import 1\d people$/ }).click();
        await page.getByRole("heading", { name: "Import finished" }).waitFor(SLOW);
        const { data } = await api("GET", "/v1/imports?limit=1");
        const [made] = data as Record<string, number>[];
        expect(made).toMatchObject({ dry_run: false, total_rows: 20, rows: 20 });
        const { created, updated, unchanged, rejected } = made ?? {};
        await page
          .getByText(
            `20 rows = ${created} created + ${updated} updated + ${unchanged} unchanged + ${rejected} rejected`,
          )
          .waitFor();
        expect(await contact(phones[0] ?? "")).toMatchObject({
          name: "Pessoa 0",
          consents: { marketing: "unknown" },
        });
        await page.reload();
        await page.getByRole("button", { name: "Undo…" }).click();
        const dialog = page.getByRole("dialog", { name: "Undo this import?" });
        await dialog.getByText(`${created} people that it made`).waitFor();
        await dialog.getByRole("button", { name: "Undo" }).click();
        await page.getByText(`${created} people were taken away again`).waitFor(SLOW);
        expect((await contact(phones[0] ?? ""))["code"]).toBe("not_found");
        expect(await axe(page)).toEqual([]);
      },
      PHONE,
    ));

  test("gives known people a tag beside theirs, can be changed after its check, and stands among the past ones", ({
    expect,
  }) =>
    open(expect, async (page) => {
      const [known, same] = [newPhone(), newPhone()];
      await api("POST", "/v1/contacts", { phone: known, name: "Já Cliente", tags: ["vip"] });
      await api("POST", "/v1/contacts", { phone: same, name: "Igual", tags: ["feira"] });
      await signIn(page, "/contacts/import");
      await paste(page, [`Já Cliente, ${known}`, `Igual, ${same}`, `Nova, ${newPhone()}`]);
      await check(page);
      await page
        .getByText("3 rows = 1 created + 0 updated + 2 unchanged + 0 rejected")
        .waitFor(SLOW);
      await page.getByRole("link", { name: "Change something" }).click();
      await page.getByLabel("Tag for everyone in this list").fill("feira");
      await page.getByRole("button", { name: "Continue" }).click();
      await check(page);
      const sum = page.getByText("3 rows = 1 created + 1 updated + 1 unchanged + 0 rejected");
      await sum.waitFor(SLOW);
      await page.getByRole("button", { name: "Import 3 people" }).click();
      await page.getByRole("heading", { name: "Import finished" }).waitFor(SLOW);
      expect((await contact(known))["tags"]).toEqual(["vip", "feira"]);
      await page.getByRole("link", { name: "Import another list" }).click();
      const past = page.getByRole("region", { name: "Past imports" }).getByRole("listitem").first();
      await past.getByText("Pasted list").waitFor();
      await past.getByText("Done", { exact: true }).waitFor();
      await past.getByRole("link").click();
      await sum.waitFor();
    }));

  test("goes on after its page was left, and is found there again", ({ expect }) =>
    open(expect, async (page) => {
      const lines = Array.from({ length: 400 }, (_, at) => `Longa ${at}, ${newPhone()}`);
      await signIn(page, "/contacts/import");
      await paste(page, lines);
      await check(page);
      await page.getByText("Nothing is imported yet.").waitFor(SLOW);
      await page.getByRole("button", { name: "Import 400 people" }).click();
      await page.getByRole("link", { name: "Campaigns" }).click();
      await page.getByRole("heading", { name: "Campaigns" }).waitFor();
      await page.goBack();
      await page
        .getByText("400 rows = 400 created + 0 updated + 0 unchanged + 0 rejected")
        .waitFor(SLOW);
    }));

  test("asks before a list is forgotten", ({ expect }) =>
    open(expect, async (page) => {
      await signIn(page, "/contacts/import");
      await page.getByLabel("One person a line").fill(`Ana, ${newPhone()}`);
      await page.getByRole("button", { name: "Continue" }).click();
      await page.getByText("What each column is").waitFor();
      await page.getByRole("link", { name: "Campaigns" }).click();
      const dialog = page.getByRole("dialog", { name: "Leave the import?" });
      await dialog.getByRole("button", { name: "Stay" }).click();
      await page.getByText("What each column is").waitFor();
      await page.getByRole("link", { name: "Campaigns" }).click();
      await dialog.getByRole("button", { name: "Leave" }).click();
      await page.getByRole("heading", { name: "Campaigns" }).waitFor();
    }));
});

test("an import by file reads an old spreadsheet, takes consent from a column that somebody answers for, and never from who took it back", ({
  expect,
}) =>
  open(expect, async (page) => {
    const [yes, no, gone] = [newPhone(), newPhone(), newPhone()];
    const { id } = await api("POST", "/v1/contacts", { phone: gone, name: "Foi Embora" });
    await api("POST", `/v1/contacts/${String(id)}/consents`, {
      purpose: "marketing",
      action: "withdraw",
      method: "verbal",
    });
    const csv = [
      "Nome;Celular;Cidade;Aceita ofertas?;Data do consentimento",
      `"Conceição; ""Ção""";${yes};São Paulo;Sim;2026-02-03`,
      `Não Quer;${no};Itu;Não;`,
      `Foi Embora;${gone};Itu;Sim;`,
      `=1+1;5,51199E+12;Santos;Sim;`,
    ].join("\r\n");
    await signIn(page, "/contacts/import");
    await page.locator("input[type=file]").setInputFiles({
      name: "clientes.csv",
      mimeType: "text/csv",
      // What Windows writes: one byte for each letter.
      buffer: Buffer.from(csv, "latin1"),
    });
    await page.getByText("1 column is not imported").click();
    await page.getByLabel("What Cidade becomes").selectOption("field");
    await page.getByText("Kept as new fields of text: Cidade").waitFor();
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByText("The columns of consent are not read then.").waitFor();
    await page.getByLabel("Yes, and I can prove it").check();
    await page.getByText("Whoever took their consent back stays without marketing").waitFor();
    await check(page);
    await page.getByText("Fill this in").first().waitFor();
    await page.getByLabel("What they agreed to").fill("Aceito ofertas no balcão.");
    await page.getByLabel("Where they agreed").fill("Balcão, fevereiro de 2026");
    await page.getByLabel("Who answers for it").fill("Ana Almeida");
    await check(page);
    await page.getByText("Nothing is imported yet.").waitFor(SLOW);
    await page.getByText("The spreadsheet rounded the number").waitFor();
    await page.getByText("Marketing: 1 agreed, 1 not asked, 1 took it back").waitFor();
    await page.getByText("Aceito ofertas no balcão.").waitFor();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Download as CSV" }).click(),
    ]);
    expect(readFileSync(await download.path(), "utf8")).toContain("scientific_notation");
    await page.getByRole("button", { name: "Import 3 people" }).click();
    await page.getByRole("heading", { name: "Import finished" }).waitFor(SLOW);
    expect(await contact(yes)).toMatchObject({
      name: 'Conceição; "Ção"',
      fields: { Cidade: "São Paulo" },
      consents: { marketing: "granted" },
    });
    expect(await contact(no)).toMatchObject({ consents: { marketing: "unknown" } });
    expect(await contact(gone)).toMatchObject({ consents: { marketing: "withdrawn" } });
  }));
