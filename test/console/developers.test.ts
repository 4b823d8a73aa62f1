import { api, newPhone, write } from "./api.ts";
import { open, signIn, test } from "./browser.ts";

test(
  "a webhook is made with its secret, tried, told, changed, replayed and deleted",
  ({ expect }) =>
    open(expect, async (page) => {
      await signIn(page, "/settings/webhooks/new");
      await page.getByRole("button", { name: "Make the webhook" }).click();
      await page.getByText("Fill this in").waitFor();
      await page.getByLabel("URL").fill("http://localhost:1/hook");
      await page.getByLabel("Everything that happens").check();
      await page.getByRole("button", { name: "Make the webhook" }).click();
      await page.getByText(/This address cannot be used/).waitFor();
      await page.getByLabel("URL").fill("https://bakery.example/hook");
      await page.getByRole("button", { name: "Make the webhook" }).click();
      const made = page.getByRole("dialog", { name: "Your new webhook" });
      expect(await made.getByLabel("The secret").inputValue()).toMatch(/^whsec_.{40,}$/);
      await made.getByText("timingSafeEqual(given, wanted)").waitFor();
      await made.getByRole("button", { name: "Done" }).click();
      await page.waitForURL(/webhooks\/whk_/);
      await page.getByRole("button", { name: "Send a test event" }).click();
      await page.getByText(/^Not taken, after/).waitFor({ timeout: 20_000 });
      await write(newPhone(), "Para o gancho", "Gancho");
      const log = page.getByRole("region", { name: "What was posted" });
      await log
        .getByText(/Tried again/)
        .first()
        .waitFor({ timeout: 20_000 });
      await log
        .getByText(/Next try/)
        .first()
        .waitFor();
      await log
        .getByRole("button", { name: /Post .* again/ })
        .first()
        .click();
      await page.getByText("Posted again").waitFor();
      const change = page.getByRole("region", { name: "What it is" });
      await change.getByLabel("Ids and states").check();
      await change.getByRole("button", { name: "Save" }).click();
      await page.getByText("Saved", { exact: true }).waitFor();
      const { data } = (await api("GET", "/v1/webhooks")) as {
        data: { url: string; payload: string; types: string[] }[];
      };
      expect(data.find(({ url }) => url.includes("bakery.example"))).toMatchObject({
        payload: "thin",
        types: ["*"],
      });
      await page.getByRole("button", { name: "Send once more" }).click();
      const replay = page.getByRole("dialog", { name: "Send once more" });
      await replay.getByLabel("From").fill("2026-01-01T00:00");
      await replay.getByRole("button", { name: "Send again" }).click();
      await replay.getByRole("alert").or(page.getByText("It is on its way")).first().waitFor();
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "New secret" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "New secret" }).click();
      const rotated = page.getByRole("dialog", { name: "The new secret" });
      expect(await rotated.getByLabel("The secret").inputValue()).toMatch(/^whsec_/);
      await rotated.getByRole("button", { name: "Done" }).click();
      await page.getByText(/The former secret signs too until/).waitFor();
      await page.getByRole("button", { name: "Stop it" }).click();
      await page.getByText("Stopped").waitFor();
      await page.getByRole("button", { name: "Start it again" }).click();
      await page.getByText(/Works|Failing/).waitFor();
      await page.getByRole("button", { name: "Delete" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
      await page.getByText("No webhook yet").waitFor();
    }),
  60_000,
);

test("events are shown as they happen, with their JSON and the schema of their type", ({
  expect,
}) =>
  open(expect, async (page) => {
    await signIn(page, "/settings/events");
    await page.getByText("Live", { exact: true }).waitFor();
    const lines = page.getByRole("button", { name: /conversation\.created/ });
    const before = await lines.count();
    await write(newPhone(), "Primeira vez", "Nova Pessoa");
    await expect.poll(() => lines.count()).toBe(before + 1);
    await lines.first().click();
    await page.getByRole("region", { name: "The event as JSON" }).getByText("contact_id").waitFor();
    await page.getByRole("button", { name: "Schema of its type" }).click();
    await page.getByRole("region", { name: "Schema of its type" }).getByText("$schema").waitFor();
    await page.getByLabel("Type", { exact: true }).selectOption("conversation.created");
    await expect.poll(() => page.getByRole("button", { name: /message\./ }).count()).toBe(0);
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
      await dialog.getByRole("button", { name: "Save" }).click();
      await dialog.waitFor({ state: "detached" });
    };
    await make("Primeira");
    await make("Segunda");
    const names = () =>
      page.getByRole("listitem").filter({ hasText: "Ana Almeida" }).allTextContents();
    await expect
      .poll(async () => (await names()).map((line) => line.slice(0, 7)))
      .toEqual(["Primeir", "Segunda"]);
    await page.getByRole("button", { name: "Move Segunda up" }).click();
    await expect
      .poll(async () => (await names()).map((line) => line.slice(0, 7)))
      .toEqual(["Segunda", "Primeir"]);
    for (const name of ["Primeira", "Segunda"]) {
      await page.getByRole("button", { name: `Delete ${name}` }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
      await page.getByRole("dialog").waitFor({ state: "detached" });
    }
    await page.getByText("No rule yet").waitFor();
  }));
