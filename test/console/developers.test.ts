import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import type { Page } from "playwright-core";

import { api, newPhone, write } from "./api.ts";
import { open, signIn, test } from "./browser.ts";

const SLOW = { timeout: 20_000 };

/** A receiver on this machine, which answers 500 until it is mended. */
async function aReceiver() {
  const answer = { status: 500 };
  const got: string[] = [];
  const server = createServer((request, response) => {
    request.resume();
    request.on("end", () => {
      got.push(String(request.headers["webhook-signature"]));
      response.writeHead(answer.status).end(answer.status === 200 ? "danke" : "kaputt");
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  // Safe: it listens on a port.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}/hook`,
    got,
    mend: () => {
      answer.status = 200;
    },
    stop: () => server.close(),
  };
}

/** Fills in the form of a new webhook, which is refused twice before, and answers its secret. */
async function make(page: Page, url: string): Promise<string> {
  await signIn(page, "/settings/webhooks/new");
  const create = page.getByRole("button", { name: "Make the webhook" });
  await create.click();
  await page.getByText("Fill this in").waitFor();
  await page.getByLabel("URL").fill("http://bakery.example/hook");
  await page.getByLabel("Everything that happens").check();
  await create.click();
  await page.getByText(/This must be an https address/).waitFor();
  await page.getByLabel("URL").fill(url);
  await create.click();
  const made = page.getByRole("dialog", { name: "Your new webhook" });
  const secret = await made.getByLabel("The secret").inputValue();
  await made.getByText("timingSafeEqual(given, wanted)").waitFor();
  await made.getByRole("button", { name: "Done" }).click();
  await page.waitForURL(/webhooks\/whk_/);
  return secret;
}

/** As a date-time field of this device reads it. */
function minutesAgo(minutes: number): string {
  const at = new Date(Date.now() - minutes * 60_000);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

test(
  "a webhook is made with its secret, tried, told, changed, replayed and deleted",
  { timeout: 120_000 },
  ({ expect }) =>
    open(expect, async (page) => {
      const receiver = await aReceiver();
      expect(await make(page, receiver.url)).toMatch(/^whsec_.{40,}$/);
      await page.getByRole("button", { name: "Send a test event" }).click();
      await page.getByText(/^Not taken, after/).waitFor(SLOW);
      await page.getByText("kaputt").first().waitFor();
      expect(receiver.got[0]).toMatch(/^v1,/);
      await write(newPhone(), "Para o gancho", "Gancho");
      const log = page.getByRole("region", { name: "What was posted" });
      await log
        .getByText(/Tried again · 500/)
        .first()
        .waitFor(SLOW);
      await log
        .getByText(/Next try/)
        .first()
        .waitFor();
      receiver.mend();
      await log
        .getByRole("button", { name: /Post .* again/ })
        .first()
        .click();
      await page.getByText("Posted again").waitFor();
      await log
        .getByText(/Taken · 200/)
        .first()
        .waitFor(SLOW);
      await page.getByRole("button", { name: "Send a test event" }).click();
      await page.getByText(/^Taken after/).waitFor(SLOW);
      const change = page.getByRole("region", { name: "What it is" });
      await change.getByLabel("Ids and states").check();
      await change.getByRole("button", { name: "Save" }).click();
      await page.getByText("Saved", { exact: true }).waitFor();
      const { data } = (await api("GET", "/v1/webhooks")) as {
        data: { url: string; payload: string; types: string[] }[];
      };
      expect(data.find(({ url }) => url === receiver.url)).toMatchObject({
        payload: "thin",
        types: ["*"],
      });
      const before = receiver.got.length;
      await page.getByRole("button", { name: "Send once more" }).click();
      const replay = page.getByRole("dialog", { name: "Send once more" });
      await replay.getByRole("button", { name: "Send again" }).click();
      await replay.getByText("Fill this in").waitFor();
      await replay.getByLabel("From").fill(minutesAgo(30));
      await replay.getByRole("button", { name: "Send again" }).click();
      await page.getByText("It is on its way").waitFor();
      await expect.poll(() => receiver.got.length, SLOW).toBeGreaterThan(before);
      await page.getByRole("button", { name: "New secret" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "New secret" }).click();
      const rotated = page.getByRole("dialog", { name: "The new secret" });
      expect(await rotated.getByLabel("The secret").inputValue()).toMatch(/^whsec_/);
      await rotated.getByRole("button", { name: "Done" }).click();
      await page.getByText(/The former secret signs too until/).waitFor();
      await page.getByRole("button", { name: "Stop it" }).click();
      await page.getByRole("button", { name: "Start it again" }).click();
      await page.getByRole("button", { name: "Stop it" }).waitFor();
      await page.getByRole("button", { name: "Delete" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
      await page.getByText("No webhook yet").waitFor();
      receiver.stop();
    }),
);

test("events are shown as they happen, with their JSON and the schema of their type", ({
  expect,
}) =>
  open(expect, async (page) => {
    await signIn(page, "/settings/events");
    await page.getByText("Live", { exact: true }).waitFor();
    await page.getByRole("listitem").getByRole("button", { expanded: false }).first().waitFor();
    const lines = page.getByRole("button", { name: /conversation\.created/ });
    // The newest are shown, so what comes pushes something out.
    const newest = async () =>
      Number(/#(\d+)/.exec((await lines.allTextContents())[0] ?? "")?.[1] ?? 0);
    const before = await newest();
    await write(newPhone(), "Primeira vez", "Nova Pessoa");
    await expect.poll(newest, SLOW).toBeGreaterThan(before);
    await lines.first().click();
    await page.getByRole("region", { name: "The event as JSON" }).getByText("contact_id").waitFor();
    await page.getByRole("button", { name: "Schema of its type" }).click();
    await page.getByRole("region", { name: "Schema of its type" }).getByText("$schema").waitFor();
    await page.getByLabel("Type", { exact: true }).selectOption("conversation.created");
    await expect.poll(() => page.getByRole("button", { name: /message\./ }).count(), SLOW).toBe(0);
  }));

test("one tab reads the stream, and the others are told by it", ({ expect }) =>
  open(expect, async (page) => {
    let streams = 0;
    page.context().on("request", (request) => {
      streams += Number(request.url().includes("/events/stream"));
    });
    await signIn(page, "/settings/events");
    await page.getByText("Live", { exact: true }).waitFor();
    const other = await page.context().newPage();
    await other.goto(page.url());
    await other.getByText("Live", { exact: true }).waitFor();
    expect(streams).toBe(1);
    // The tab that reads leaves, and the other reads on.
    await page.close();
    await write(newPhone(), "Segunda vez", "Outra Pessoa");
    await other
      .getByRole("button", { name: /conversation\.created/ })
      .first()
      .waitFor();
    expect(streams).toBe(2);
  }));

test("rules of assignment are made, ordered and deleted", ({ expect }) =>
  open(expect, async (page) => {
    await signIn(page, "/settings/assignment");
    const make = async (name: string) => {
      await page.getByRole("button", { name: "New rule" }).click();
      const dialog = page.getByRole("dialog", { name: "New rule" });
      await dialog.getByLabel("Name").fill(name);
      await dialog.getByLabel("Only conversations with one of these tags").fill("regra, teste");
      await dialog.getByRole("button", { name: "Save" }).click();
      await dialog.getByText("Choose somebody.").waitFor();
      await dialog.getByLabel("Ana Almeida").check();
      await dialog.getByLabel("While").selectOption("open");
      await dialog.getByRole("button", { name: "Save" }).click();
      await dialog.waitFor({ state: "detached" });
    };
    await make("Primeira");
    await make("Segunda");
    const names = () =>
      page.getByRole("listitem").filter({ hasText: "Ana Almeida" }).allTextContents();
    await expect
      .poll(async () => (await names()).map((line) => line.slice(0, 7)), SLOW)
      .toEqual(["Primeir", "Segunda"]);
    await page
      .getByText(/while open/)
      .nth(1)
      .waitFor();
    // What is changed leaves the rest as it was.
    await page.getByRole("button", { name: "Change Primeira" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page
      .getByText(/while open/)
      .nth(1)
      .waitFor();
    await page.getByRole("button", { name: "Move Segunda up" }).click();
    await expect
      .poll(async () => (await names()).map((line) => line.slice(0, 7)), SLOW)
      .toEqual(["Segunda", "Primeir"]);
    for (const name of ["Primeira", "Segunda"]) {
      await page.getByRole("button", { name: `Delete ${name}` }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
      await page.getByRole("dialog").waitFor({ state: "detached" });
    }
    await page.getByText("No rule yet").waitFor();
  }));
