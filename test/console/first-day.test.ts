// A whole first day in one go, with nothing that was prepared: the API is asked only at the end, whether it knows what the day was.
import type { Page } from "playwright-core";
import type { ExpectStatic } from "vitest";

import { api } from "./api.ts";
import { open, STRANGER, test, theBakery } from "./browser.ts";

const CLIENTS = 20;
/** Pretend people by the end of their number: who answers, who writes STOP, who cannot be reached. */
const ANSWERS = "+5511987656009";
const STOPS = "+5511987656007";
const UNREACHED = "+5511987651026";

const listOf = (): string =>
  [
    ["Bruno Responde", ANSWERS],
    ["Carla Para", STOPS],
    ["Davi Longe", UNREACHED],
    ...Array.from({ length: CLIENTS - 3 }, (_, at) => [
      `Cliente ${at + 1}`,
      `+5511910001${String(100 + at)}`,
    ]),
  ]
    .map((row) => row.join(", "))
    .join("\n");

const numbersIn = (text: string): number[] =>
  [...text.matchAll(/\d[\d,.]*/g)].map((match) => Number(match[0].replaceAll(/[,.]/g, "")));

/** The bakery's campaigns are slow on purpose, and one machine has one queue: they stand while somebody else's is to be seen through. */
async function whileOthersStand(act: () => Promise<void>) {
  const { data } = await api("GET", "/v1/campaigns?status=running&limit=100");
  const moving = data as { id: string }[];
  const steer = (verb: string) =>
    Promise.all(moving.map(({ id }) => api("POST", `/v1/campaigns/${id}/${verb}`)));
  await steer("pause");
  try {
    await act();
  } finally {
    await steer("resume");
  }
}

async function register(page: Page) {
  await page.goto(theBakery().url);
  await page.getByRole("link", { name: "Create an account" }).first().click();
  await page.getByLabel("Your name").fill("Dora Dias");
  await page.getByLabel("E-mail").fill(`dora-${crypto.randomUUID().slice(0, 8)}@example.com`);
  await page.getByLabel("Password", { exact: true }).fill("uma senha longa 42");
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByText("0 of 5 done").waitFor();
}

async function pasteClients(page: Page) {
  await page.getByRole("link", { name: "Contacts" }).click();
  await page.getByRole("link", { name: "Import" }).click();
  await page.getByLabel("One person a line").fill(listOf());
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByText("What each column is").waitFor();
  await page.getByLabel("Tag for everyone in this list").fill("clients");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByLabel("Yes, and I can prove it").check();
  await page.getByLabel("What they agreed to").fill("I agree to offers on WhatsApp.");
  await page.getByLabel("Where they agreed").fill("At the counter");
  await page.getByLabel("Who answers for it").fill("Dora Dias");
  await page.getByRole("button", { name: "Check the list" }).click();
  await page.getByText("Nothing is imported yet.").waitFor();
  await page.getByRole("button", { name: `Import ${CLIENTS} people` }).click();
  await page.getByRole("heading", { name: "Import finished" }).waitFor();
  await page.getByText(`${CLIENTS} rows = ${CLIENTS} created`).waitFor();
}

async function getApproval(page: Page) {
  await page.getByRole("link", { name: "Templates" }).click();
  await page.getByRole("link", { name: /Make an offer/ }).click();
  await page.getByText("Nothing stands against it").waitFor();
  await page.getByRole("button", { name: "Submit for review" }).click();
  await page.getByRole("status").getByText("It can be sent now").waitFor({ timeout: 20_000 });
}

async function chooseClients(page: Page, name: string) {
  await page.getByRole("link", { name: "Campaigns" }).click();
  await page.getByRole("link", { name: "New campaign" }).first().click();
  await page.getByLabel("Name of the campaign").fill(name);
  await page.getByRole("radio", { name: "People with tags" }).check();
  await page.getByLabel("Tag", { exact: true }).fill("clients");
  await page.keyboard.press("Enter");
}

async function launchOffer(page: Page) {
  await chooseClients(page, "First offer");
  await page.getByText(`${CLIENTS} chosen = ${CLIENTS} get it + 0 do not`).waitFor();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("radio", { name: /^weekend_offer/ }).check();
  const day = page.getByRole("group", { name: "Text: {{2}}" });
  await day.getByLabel("Text", { exact: true }).fill("Saturday");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.waitForURL(/step=3/);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("button", { name: `Send to ${CLIENTS} people` }).click();
  await page.getByRole("progressbar").waitFor();
}

/** Until it is over; at every moment everybody is in exactly one state. */
async function seeItThrough(page: Page, expect: ExpectStatic) {
  const sum = page.getByText(/people = /);
  const end = page.getByText("Completed", { exact: true });
  while (!(await end.isVisible())) {
    const [planned, ...parts] = numbersIn(await sum.innerText());
    expect(planned).toBe(CLIENTS);
    expect(parts.reduce((total, part) => total + part, 0)).toBe(planned);
    await page.waitForTimeout(300);
  }
}

test(
  "a whole first day: an account, a pretend number, clients, a template, a campaign, replies and a STOP",
  {
    timeout: 120_000,
  },
  ({ expect }) =>
    open(
      expect,
      async (page) => {
        page.setDefaultTimeout(15_000);
        await register(page);
        await page.getByRole("button", { name: "Try it with a pretend number" }).click();
        await page.waitForURL(/\/inbox\/cnv_/);
        await page.getByLabel("Write a message").fill("From 8 to 14!");
        await page.keyboard.press("Enter");
        await page.getByRole("article").filter({ hasText: "From 8 to 14!" }).waitFor();
        await pasteClients(page);
        await getApproval(page);
        await whileOthersStand(async () => {
          await launchOffer(page);
          await seeItThrough(page, expect);
        });
        await page.getByRole("button", { name: /^The person cannot be reached/ }).waitFor();

        await page.getByRole("link", { name: "Inbox" }).click();
        const talks = page.getByRole("region", { name: "Inbox" });
        await talks.getByRole("link", { name: /Bruno Responde/ }).click();
        const reply = page.getByRole("log").getByRole("article").last();
        await reply.waitFor();
        await page.getByLabel("Write a message").fill("See you on Saturday");
        await page.keyboard.press("Enter");
        const answer = page.getByRole("article").filter({ hasText: "See you on Saturday" });
        await answer.getByText(/^(Delivered|Read)$/).waitFor();

        await page.getByRole("link", { name: "Contacts" }).click();
        await page.getByLabel("Marketing consent").selectOption("withdrawn");
        await page.getByText("1 contact shown").waitFor();
        await page.getByRole("link", { name: "Carla Para" }).click();
        const acts = page.getByRole("region", { name: "Consent history" }).getByRole("listitem");
        await acts.first().getByText("by a word they wrote").waitFor();
        expect(await acts.allInnerTexts()).toHaveLength(2);

        // The next campaign counts her out, and says why.
        await chooseClients(page, "Second offer");
        await page.getByText(`${CLIENTS} chosen = ${CLIENTS - 1} get it + 1 do not`).waitFor();
        await page.getByText("Opted out of marketing").waitFor();
        await page.getByRole("link", { name: "Home" }).click();
        await page.getByRole("button", { name: "Leave anyway" }).click();
        await page.getByText("Hello, Dora").waitFor();
        // All five steps are done, so nothing is left to begin.
        await page.getByRole("heading", { name: "Needs you" }).waitFor();
        await expect.poll(() => page.getByText("Your first day").count()).toBe(0);
      },
      { ...STRANGER, viewport: { width: 1440, height: 900 }, locale: "en-GB" },
    ),
);
