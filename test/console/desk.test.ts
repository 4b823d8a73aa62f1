import type { Page } from "playwright-core";
import { describe } from "vitest";

import { api, newPhone, write } from "./api.ts";
import { open, signIn, test } from "./browser.ts";

/** A person who has just written, and the talk with them. */
async function aTalk(name: string, text = "Oi"): Promise<{ id: string; phone: string }> {
  const phone = newPhone();
  await write(phone, text, name);
  for (;;) {
    const page = (await api("GET", "/v1/conversations?limit=20")) as {
      data: { id: string; contact: { name: string } | null }[];
    };
    const found = page.data.find(({ contact }) => contact?.name === name);
    if (found !== undefined) return { id: found.id, phone };
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** What the API does behind a press, on a machine that does much else. */
const SLOW = { timeout: 15_000 };

const talk = (id: string) => api("GET", `/v1/conversations/${id}`);
const pane = (page: Page) => page.getByRole("region", { name: "This conversation" });

describe("what the team makes of a talk", () => {
  test("is given to oneself, made urgent, tagged, and found by it in its views", ({ expect }) =>
    open(expect, async (page) => {
      const { id } = await aTalk("Dora Entrega");
      await signIn(page, `/inbox/${id}?view=unassigned`);
      const list = page.getByRole("region", { name: "Inbox" });
      await list.getByRole("link", { name: /Dora Entrega/ }).waitFor();
      await pane(page).getByLabel("Assigned to").selectOption({ label: "Me" });
      await list.getByRole("link", { name: /Dora Entrega/ }).waitFor({ state: "detached" });
      await pane(page).getByLabel("Priority").selectOption({ label: "Urgent" });
      await pane(page).getByLabel("Tag of this conversation").fill("reembolso");
      await page.keyboard.press("Enter");
      await pane(page).getByRole("button", { name: "Remove tag reembolso" }).waitFor();
      await expect
        .poll(() => talk(id), SLOW)
        .toMatchObject({ priority: "urgent", tags: ["reembolso"] });
      await page.getByRole("button", { name: /^Mine/ }).click();
      await list.getByRole("button", { name: "Filter" }).click();
      await list.getByLabel("Tag").fill("reembolso");
      await page.keyboard.press("Enter");
      await page.waitForURL(/tag=reembolso/);
      await list.getByRole("link", { name: /Dora Entrega.*Urgent/ }).waitFor();
      expect(await list.getByRole("link").count()).toBe(1);
    }));

  test("is snoozed until a time, stands in its view, and is opened again", ({ expect }) =>
    open(expect, async (page) => {
      const { id } = await aTalk("Sono Leve");
      await signIn(page, `/inbox/${id}?view=snoozed`);
      await page.getByRole("log").getByText("Oi").waitFor();
      await page.keyboard.press("s");
      const dialog = page.getByRole("dialog", { name: "Snooze" });
      await dialog.getByRole("button", { name: "Snooze" }).click();
      await dialog.getByText("Choose a time.").waitFor();
      await dialog.getByLabel("Tomorrow morning").check();
      await dialog.getByRole("button", { name: "Snooze" }).click();
      await page.getByRole("link", { name: /Sono Leve/ }).waitFor();
      const { status, snoozed_until: until } = await talk(id);
      expect([status, new Date(String(until)).getHours()]).toEqual(["snoozed", 9]);
      await page.getByRole("button", { name: "Reopen" }).click();
      await expect
        .poll(() => talk(id), SLOW)
        .toMatchObject({ status: "open", snoozed_until: null });
    }));

  test("is taken over from automations, and given back", ({ expect }) =>
    open(expect, async (page) => {
      const { id } = await aTalk("Fala Humana");
      await signIn(page, `/inbox/${id}`);
      await page.getByRole("button", { name: "Take over from automations" }).click();
      await page.getByText("People answer").waitFor();
      expect(await talk(id)).toMatchObject({ bot_active: false });
      await page.getByRole("button", { name: "Let automations answer again" }).click();
      await page.getByRole("button", { name: "Take over from automations" }).waitFor();
      expect(await talk(id)).toMatchObject({ bot_active: true });
    }));
});

test("a note names a member, is no answer, and is changed and deleted by whoever wrote it", ({
  expect,
}) =>
  open(expect, async (page) => {
    const { id } = await aTalk("Nota Fiscal");
    await signIn(page, `/inbox/${id}`);
    await page.getByRole("log").getByText("Oi").waitFor();
    await page.keyboard.press("n");
    const field = page.getByLabel("Write a note to your team");
    await field.waitFor();
    await expect.poll(() => field.evaluate((it) => it === document.activeElement), SLOW).toBe(true);
    await page.keyboard.type("Falar com @an");
    await page.getByRole("option", { name: "Ana Almeida" }).waitFor();
    await page.keyboard.press("Enter");
    await page.keyboard.type("sobre a nota");
    await page.keyboard.press("Enter");
    const note = page.getByRole("article").filter({ hasText: "Note · only your team" });
    await note.getByText("Falar com @Ana Almeida sobre a nota").waitFor();
    const { data } = (await api("GET", `/v1/conversations/${id}/notes`)) as {
      data: { mentions: string[] }[];
    };
    expect(data.map(({ mentions }) => mentions.length)).toEqual([1]);
    const { data: said } = (await api("GET", `/v1/conversations/${id}/messages`)) as {
      data: unknown[];
    };
    expect(said).toHaveLength(1);
    await note.getByRole("button", { name: "Edit" }).click();
    await note.getByLabel("Write a note to your team").fill("Resolvido");
    await page.keyboard.press("Enter");
    await note.getByText("edited").waitFor();
    await note.getByRole("button", { name: "Delete" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await note.waitFor({ state: "detached" });
  }));

test("a slash finds a quick reply, and Enter fills it in for the person", ({ expect }) =>
  open(expect, async (page) => {
    const { id } = await aTalk("Rita Rápida");
    await signIn(page, "/settings/quick-replies");
    await page.getByRole("button", { name: "New quick reply" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.getByText("Fill this in").first().waitFor();
    const shortcut = `horas${Date.now()}`;
    await dialog.getByLabel("Shortcut").fill(shortcut);
    await dialog.getByLabel("What it says").fill("Oi ");
    await dialog.getByRole("button", { name: "Their first name" }).click();
    await dialog.getByText("Oi Ana", { exact: true }).waitFor();
    await dialog.getByLabel("What it says").press("Control+End");
    await dialog.getByLabel("What it says").pressSequentially(", até as 20h!");
    await dialog.getByText("Oi Ana, até as 20h!").waitFor();
    await dialog.getByRole("button", { name: "Save" }).click();
    await page.getByText(`/${shortcut}`).waitFor();
    await page.getByRole("link", { name: "Inbox" }).click();
    await page.getByRole("link", { name: /Rita Rápida/ }).click();
    await page.getByRole("log").getByText("Oi").waitFor();
    await page.keyboard.press("r");
    await page.getByLabel("Write a message").fill(`/${shortcut.slice(0, 8)}`);
    await page.getByRole("option", { name: new RegExp(shortcut) }).waitFor();
    await page.keyboard.press("Enter");
    await expect
      .poll(() => page.getByLabel("Write a message").inputValue(), SLOW)
      .toBe("Oi Rita, até as 20h!");
    await page.keyboard.press("Enter");
    await page.getByRole("article").filter({ hasText: "Oi Rita, até as 20h!" }).waitFor();
    expect((await talk(id))["status"]).toBe("open");
  }));

test("a message is sent later, moved, and taken back with its words", ({ expect }) =>
  open(expect, async (page) => {
    const { id } = await aTalk("Leo Depois");
    await signIn(page, `/inbox/${id}`);
    await page.getByLabel("Write a message").fill("Bom dia, Leo!");
    await page.getByRole("button", { name: "Send later" }).click();
    const dialog = page.getByRole("dialog", { name: "Send later" });
    await dialog.getByRole("button", { name: "Plan it" }).click();
    await dialog.getByText("Choose a time.").waitFor();
    await dialog.getByLabel("Next week").check();
    // By then the window is closed: a template takes the place of the words.
    await dialog.getByLabel("If the window is closed by then").selectOption("follow up");
    await expect
      .poll(() => dialog.getByLabel("Text for {{1}}").inputValue(), SLOW)
      .toBe("Leo Depois");
    await dialog.getByRole("button", { name: "Plan it" }).click();
    const bubble = page.getByRole("article").filter({ hasText: "Bom dia, Leo!" });
    await bubble.getByText("Goes out").waitFor();
    await bubble.getByRole("button", { name: "Change the time" }).click();
    const move = page.getByRole("dialog", { name: "Change the time" });
    await move.getByLabel("Tomorrow morning").check();
    await move.getByRole("button", { name: "Change the time" }).click();
    await move.waitFor({ state: "detached" });
    const { data } = (await api("GET", `/v1/conversations/${id}/messages`)) as {
      data: { status: string; send_at: string }[];
    };
    expect(new Date(data[0]?.send_at ?? "").getHours()).toBe(9);
    await bubble.getByRole("button", { name: "Do not send" }).click();
    await expect
      .poll(() => page.getByLabel("Write a message").inputValue(), SLOW)
      .toBe("Bom dia, Leo!");
    await bubble.getByTitle("Cancelled").waitFor();
  }));

test("what failed is sent again by somebody who was told that it may come twice", ({ expect }) =>
  open(expect, async (page) => {
    await signIn(page, "/inbox?view=all");
    await page.getByRole("link", { name: /Lucas Duarte/ }).click();
    const failed = page.getByRole("article").filter({ hasText: "Entregamos sim!" });
    await failed.first().waitFor();
    const before = await failed.count();
    await failed.first().getByRole("button", { name: "Send again" }).click();
    const dialog = page.getByRole("dialog", { name: "Send this message again?" });
    await dialog.getByText("gets it twice").waitFor();
    await dialog.getByRole("button", { name: "Send again" }).click();
    await expect.poll(() => failed.count(), SLOW).toBe(before + 1);
  }));

test("a search finds what was said, marks it, and opens the talk there", ({ expect }) =>
  open(expect, async (page) => {
    const word = `jabuticaba${Date.now()}`;
    const { id, phone } = await aTalk("Jurema Busca", `Tem geleia de ${word}?`);
    for (let line = 0; line < 12; line += 1) await write(phone, `Linha ${line}`, "Jurema Busca");
    await signIn(page, "/inbox");
    await page.keyboard.press("/");
    const found = page.getByRole("region", { name: "Messages" });
    await expect
      .poll(
        async () => {
          await page.getByLabel("Find people and messages").fill("");
          await page.getByLabel("Find people and messages").fill(`geleia ${word}`);
          await page.waitForTimeout(600);
          return found.getByRole("link", { name: /Jurema Busca/ }).count();
        },
        { timeout: 20_000 },
      )
      .toBe(1);
    expect(await found.locator("mark").allTextContents()).toEqual(["geleia", word]);
    expect(page.url()).not.toContain(word);
    await found.getByRole("link", { name: /Jurema Busca/ }).click();
    await page.waitForURL(`**/inbox/${id}*`);
    const message = page.getByRole("article").filter({ hasText: word });
    await expect
      .poll(() => message.evaluate((it) => it === document.activeElement), SLOW)
      .toBe(true);
  }));
