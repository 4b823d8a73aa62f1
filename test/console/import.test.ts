import { readFileSync } from "node:fs";

import { describe } from "vitest";

import { api, newPhone } from "./api.ts";
import { axe, open, PHONE, signIn, test } from "./browser.ts";

const contact = (phone: string) =>
  api("GET", `/v1/contacts/${encodeURIComponent(`phone:${phone}`)}`);

describe("an import by paste", () => {
  test("of twenty lines takes four presses, adds up, and tells why each refused line is refused", ({
    expect,
  }) =>
    open(
      expect,
      async (page) => {
        const phones = Array.from({ length: 20 }, () => newPhone());
        const lines = phones.map((phone, at) => `Pessoa ${at}, ${phone}`);
        lines[4] = "Sem número,";
        lines[9] = `Outra vez, ${phones[3] ?? ""}`;
        lines[14] = "Curto, +55 11";
        await signIn(page, "/contacts/import");
        await page.getByLabel("One person a line").fill(lines.join("\n"));
        await page.getByRole("button", { name: "Continue" }).click();
        await page.getByText("What each column is").waitFor();
        expect(await axe(page)).toEqual([]);
        await page.getByRole("button", { name: "Continue" }).click();
        await page.getByText("They get no marketing").waitFor();
        expect(await axe(page)).toEqual([]);
        await page.getByRole("button", { name: "Continue" }).click();
        await page.getByText("17 of 20 rows can be imported").waitFor();
        expect(await axe(page)).toEqual([]);
        await page.getByRole("button", { name: "Import 17 people" }).click();
        await page
          .getByText("20 rows = 17 created + 0 updated + 0 unchanged + 3 rejected")
          .waitFor();
        expect(await axe(page)).toEqual([]);
        const refused = page.getByRole("table").getByRole("row");
        expect(
          (await refused.allInnerTexts()).slice(1).map((row) => row.split(/\s*\t\s*/)),
        ).toEqual([
          ["5", "Sem número", "No phone number"],
          ["10", `Outra vez · ${phones[3] ?? ""}`, "same number as line 4"],
          ["15", "Curto · +55 11", "This is not a phone number"],
        ]);
        expect(await contact(phones[0] ?? "")).toMatchObject({
          name: "Pessoa 0",
          consents: { marketing: "unknown" },
        });
      },
      PHONE,
    ));

  test("gives known people a tag beside theirs, and counts what changed and what did not", ({
    expect,
  }) =>
    open(expect, async (page) => {
      const [known, same] = [newPhone(), newPhone()];
      await api("POST", "/v1/contacts", { phone: known, name: "Já Cliente", tags: ["vip"] });
      await api("POST", "/v1/contacts", { phone: same, name: "Igual", tags: ["feira"] });
      await signIn(page, "/contacts/import");
      await page
        .getByLabel("One person a line")
        .fill(`Já Cliente, ${known}\nIgual, ${same}\nNova, ${newPhone()}`);
      for (const step of ["What each column is", "They get no marketing", "Before anything"]) {
        await page.getByRole("button", { name: "Continue" }).click();
        await page.getByText(step).first().waitFor();
      }
      await page.getByLabel("Tag for everyone in this list").fill("feira");
      await page.getByRole("button", { name: "Import 3 people" }).click();
      await page.getByText("3 rows = 1 created + 1 updated + 1 unchanged + 0 rejected").waitFor();
      expect((await contact(known))["tags"]).toEqual(["vip", "feira"]);
    }));

  test("goes on where the connection broke, and brings nobody twice", ({ expect }) =>
    open(expect, async (page) => {
      const lines = Array.from({ length: 250 }, (_, at) => `Longa ${at}, ${newPhone()}`);
      await signIn(page, "/contacts/import");
      await page.getByLabel("One person a line").fill(lines.join("\n"));
      for (const step of ["What each column is", "They get no marketing", "Before anything"]) {
        await page.getByRole("button", { name: "Continue" }).click();
        await page.getByText(step).first().waitFor();
      }
      let calls = 0;
      await page.route("**/v1/contacts/batch", async (route) => {
        calls += 1;
        if (calls !== 2) return route.continue();
        // It arrives, and its answer is lost.
        await route.fetch();
        return route.fulfill({ status: 409, json: { code: "invalid_state", status: 409 } });
      });
      await page.getByRole("button", { name: "Import 250 people" }).click();
      const alert = page.getByRole("alert");
      await alert.waitFor();
      await page.getByText("200 of 250 rows").first().waitFor();
      await alert.getByRole("button", { name: "Try again" }).click();
      await page
        .getByText("250 rows = 250 created + 0 updated + 0 unchanged + 0 rejected")
        .waitFor();
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

test("an import by file reads an old spreadsheet, takes consent from a column, and gives the refused rows back", ({
  expect,
}) =>
  open(expect, async (page) => {
    const [yes, no] = [newPhone(), newPhone()];
    const csv = [
      "Nome;Celular;Cidade;Aceita ofertas?;Data do consentimento",
      `"Conceição; ""Ção""";${yes};São Paulo;Sim;03/02/2026`,
      `Não Quer;${no};Itu;Não;`,
      `=1+1;5,51199E+12;Santos;Sim;`,
    ].join("\r\n");
    await signIn(page, "/contacts/import");
    await page.locator("input[type=file]").setInputFiles({
      name: "clientes.csv",
      mimeType: "text/csv",
      // What Windows writes: one byte for each letter.
      buffer: Buffer.from(csv, "latin1"),
    });
    await page.getByRole("cell", { name: 'Conceição; "Ção"' }).waitFor();
    expect(await page.getByLabel("Encoding").inputValue()).toBe("windows-1252");
    expect(await page.getByLabel("Separator").inputValue()).toBe(";");
    await page.getByRole("button", { name: "Continue" }).last().click();
    await page.getByText("1 column is not imported").click();
    await page.getByLabel("What Cidade becomes").selectOption("field");
    await page.getByText("Kept as fields: Cidade").waitFor();
    await page.getByRole("button", { name: "Continue" }).click();
    expect(await page.getByLabel("Some: a column says who").isChecked()).toBe(true);
    expect(await page.getByLabel("sim", { exact: true }).isChecked()).toBe(true);
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByText("Fill this in").waitFor();
    await page.getByLabel("What they agreed to").fill("Aceito ofertas no balcão.");
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByText("1 agreed to marketing; 1 get none").waitFor();
    await page.getByText("The spreadsheet rounded the number").waitFor();
    await page.getByRole("button", { name: "Import 2 people" }).click();
    await page.getByText("3 rows = 2 created + 0 updated + 0 unchanged + 1 rejected").waitFor();
    expect(await contact(yes)).toMatchObject({
      name: 'Conceição; "Ção"',
      fields: { Cidade: "São Paulo" },
      consents: { marketing: "granted" },
    });
    expect(await contact(no)).toMatchObject({ consents: { marketing: "unknown" } });
    const acts = await api("GET", `/v1/contacts/${encodeURIComponent(`phone:${yes}`)}/consents`);
    expect(acts["data"]).toEqual([
      expect.objectContaining({
        action: "grant",
        method: "import",
        captured_at: expect.stringMatching(/^2026-02-0[23]T/),
      }),
    ]);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Download as CSV" }).click(),
    ]);
    const rejected = readFileSync(await download.path(), "utf8")
      .replace("\uFEFF", "")
      .split("\r\n");
    expect(rejected).toEqual([
      "Nome,Celular,Cidade,Aceita ofertas?,Data do consentimento,Line,Reason",
      `"'=1+1","5,51199E+12",Santos,Sim,,4,The spreadsheet rounded the number: format the column as text and export again`,
    ]);
  }));
