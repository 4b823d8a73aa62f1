// What every screen says when the API fails, and what becomes of what was typed: one table of screens and one of forms.
import type { Locator, Page, Route } from "playwright-core";
import { describe } from "vitest";

import { api, checkedImport, newPhone } from "./api.ts";
import { DESKTOP, inPages, open, signIn, STRANGER, test, theBakery } from "./browser.ts";

interface Screen {
  readonly path: string;
  /** What stands there once all is well, of what the API was asked for. */
  readonly whole: (page: Page) => Locator;
}

const heading = (name: string | RegExp) => (page: Page) => page.getByRole("heading", { name });
const card = (name: string) => (page: Page) => page.getByRole("region", { name });

async function screens(): Promise<Screen[]> {
  const { talks, people, running, numberId } = theBakery();
  const { id: contact } = await api("POST", "/v1/contacts", { phone: newPhone(), name: "Falha" });
  const [template, campaign, automation] = await Promise.all([
    draftTemplate(),
    draftCampaign(),
    draftAutomation(),
  ]);
  const number = `/settings/numbers/${numberId}`;
  const list = await checkedImport();
  return [
    { path: "/", whole: heading("Needs you") },
    {
      path: "/inbox?view=all",
      whole: (page) => page.locator('a[href*="/inbox/cnv_"]').first(),
    },
    {
      path: `/inbox/${talks["Mariana Ferreira"] ?? ""}`,
      whole: (page) => page.getByRole("log").getByText("Pinheiros").first(),
    },
    { path: "/contacts", whole: (page) => page.getByRole("row").nth(1) },
    { path: `/contacts/${String(contact)}`, whole: heading("Falha") },
    {
      path: `/contacts/${people["Rafael Teixeira"] ?? ""}`,
      whole: (page) => page.getByText("Opted out of marketing").first(),
    },
    {
      path: "/contacts/import",
      whole: (page) => page.getByRole("region", { name: "Past imports" }).getByRole("link").first(),
    },
    { path: `/contacts/imports/${list}`, whole: heading("What would happen") },
    { path: "/campaigns", whole: (page) => page.getByRole("link", { name: "Sábado VIP" }) },
    { path: "/campaigns/new", whole: (page) => page.getByLabel("Name of the campaign") },
    {
      path: `/campaigns/${campaign}/edit`,
      whole: (page) => page.getByLabel("Name of the campaign"),
    },
    { path: `/campaigns/${running}`, whole: (page) => page.getByRole("progressbar") },
    {
      path: "/templates",
      whole: (page) => page.getByRole("cell", { name: "Approved" }).first(),
    },
    { path: "/templates/new", whole: (page) => page.getByRole("textbox", { name: "Text" }) },
    {
      path: `/templates/${template}`,
      whole: (page) => page.getByRole("textbox", { name: "Text" }),
    },
    { path: "/settings/profile", whole: (page) => page.getByLabel("Name", { exact: true }) },
    { path: "/settings/workspace", whole: (page) => page.getByLabel("Default country") },
    { path: "/settings/numbers", whole: (page) => page.getByRole("link", { name: /Almeida/ }) },
    { path: "/settings/numbers/new", whole: (page) => page.getByLabel("People a day") },
    { path: number, whole: card("What Meta says") },
    { path: `${number}/check`, whole: (page) => page.getByText("Altogether") },
    { path: `${number}/profile`, whole: (page) => page.getByLabel("About the business") },
    { path: `${number}/links`, whole: heading("No link yet") },
    { path: `${number}/opt-ins`, whole: (page) => page.getByLabel("Words that stop offers") },
    { path: `${number}/blocked`, whole: (page) => page.getByText("Nobody is blocked.") },
    { path: "/settings/team", whole: (page) => page.getByText("You work alone here") },
    { path: "/settings/keys", whole: (page) => page.getByText("script") },
    {
      path: "/settings/quick-replies",
      whole: (page) => page.getByRole("button", { name: "New quick reply" }),
    },
    {
      path: "/settings/data-requests",
      whole: (page) => page.getByRole("button", { name: "New request" }),
    },
    {
      path: "/settings/assignment",
      whole: (page) => page.getByRole("button", { name: "New rule" }),
    },
    {
      path: "/settings/segments",
      whole: (page) => page.getByRole("button", { name: "New segment" }),
    },
    {
      path: "/settings/fields",
      whole: (page) => page.getByRole("button", { name: "New field" }),
    },
    {
      path: "/settings/exports",
      whole: (page) => page.getByRole("button", { name: "New export" }),
    },
    { path: "/settings/retention", whole: (page) => page.getByLabel("Messages: days") },
    {
      path: "/settings/webhooks",
      whole: (page) => page.getByRole("link", { name: "New webhook" }),
    },
    {
      path: "/settings/webhooks/new",
      whole: (page) => page.getByText("message.*", { exact: true }),
    },
    { path: "/settings/audit", whole: (page) => page.locator("#content ol button").first() },
    { path: "/settings/alerts", whole: heading("By e-mail to you") },
    { path: "/reports", whole: heading("Messages by day") },
    {
      path: "/automations",
      whole: (page) => page.getByRole("link", { name: "Falha auto" }).first(),
    },
    {
      path: `/automations/${automation}`,
      whole: (page) => page.getByRole("textbox", { name: "Text", exact: true }),
    },
    { path: `/automations/${automation}/runs`, whole: heading("No run here") },
    { path: `/automations/${automation}/versions`, whole: heading("No version yet") },
    { path: "/settings/hours", whole: (page) => page.getByLabel("Monday", { exact: true }) },
    { path: "/settings/sandbox", whole: (page) => page.getByLabel("From", { exact: true }) },
  ];
}

async function draftAutomation(): Promise<string> {
  const { id } = await api("POST", "/v1/automations", {
    kind: "rule",
    name: "Falha auto",
    trigger: { type: "keyword", match: "exact", keywords: ["falha"] },
    actions: [{ type: "message", text: "Falhou." }],
  });
  return String(id);
}

async function draftTemplate(): Promise<string> {
  const { id } = await api("POST", "/v1/templates", {
    number_id: theBakery().numberId,
    name: `fault_${Date.now()}`,
    language: "en",
    category: "UTILITY",
    components: [{ type: "BODY", text: "Your order is ready to be picked up." }],
  });
  return String(id);
}

async function draftCampaign(): Promise<string> {
  const { number_id, template_id, variables } = await api(
    "GET",
    `/v1/campaigns/${theBakery().running}`,
  );
  const audience = { filter: { field: "tags", op: "contains", value: "vip" } };
  const of = { number_id, template_id, audience, variables, name: "Falha" };
  const { id } = await api("POST", "/v1/campaigns", of);
  return String(id);
}

const FAULTS = {
  internal: { status: 500, words: "Something failed on our side" },
  rate_limited: { status: 429, words: "Wait 7 seconds" },
  invalid_token: { status: 401, words: "" },
} as const;

/** Answers as the API does when it cannot. */
const fail = (code: keyof typeof FAULTS) => (route: Route) =>
  route.fulfill({
    status: FAULTS[code].status,
    contentType: "application/problem+json",
    headers: { "retry-after": "7" },
    body: JSON.stringify({
      code,
      status: FAULTS[code].status,
      retryable: FAULTS[code].status !== 401,
      request_id: "req_1",
    }),
  });

const isSession = (url: URL): boolean => url.pathname.startsWith("/v1/auth/");
const isCall = (url: URL): boolean => url.pathname.startsWith("/v1/") && !isSession(url);

/** Looks at all of them, several at a time: most of it is waiting. */
const lookAtEach = (
  first: Page,
  { items, pages }: { readonly items: readonly Screen[]; readonly pages: number },
  look: (page: Page, screen: Screen) => Promise<void>,
): Promise<void> =>
  inPages(first, { items, pages }, (page, screen) =>
    look(page, screen).catch((cause: unknown) => {
      throw new Error(screen.path, { cause });
    }),
  );

/** Presses a button that asks again, if there is one; whether the screen is whole and nothing on it failed. */
async function wholeAgain(page: Page, whole: Locator): Promise<boolean> {
  const button = page.getByRole("button", { name: "Try again" }).first();
  if (await button.isVisible()) await button.click({ timeout: 2_000 }).catch(() => undefined);
  return (await whole.isVisible()) && (await page.getByRole("alert").count()) === 0;
}

const at = (path: string): string => `${theBakery().url}/console${path}`;

/** Goes there as a link does: what the page holds in memory stays. */
const move = (page: Page, path: string) =>
  page.evaluate((to) => history.pushState({}, "", `/console${to}`), path);

/** What the API answers when the session is taken up, by a page that is loaded. */
async function load(page: Page, path: string): Promise<string> {
  const answer = page.waitForResponse("**/v1/auth/refresh");
  await page.goto(at(path));
  return (await answer).text();
}

/** Signing in again is answered as taking the session up was: the API limits how often somebody really does. */
async function signInAgain(page: Page, answer: string) {
  const dialog = page.getByRole("dialog", { name: "Sign in" });
  await dialog.getByText("Your session has ended").waitFor();
  await page.unrouteAll();
  await page.route("**/v1/auth/login", (route) =>
    route.fulfill({ contentType: "application/json", body: answer }),
  );
  await dialog.getByLabel("Password", { exact: true }).fill("any");
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "detached" });
  await page.unrouteAll();
}

/** Something is there to read: a name, or that it is on its way. */
const settledOrWaiting = (page: Page) =>
  page
    .locator("#content")
    .locator("h1, [role=alert], [role=status]:has-text('Loading')")
    .first()
    .waitFor();

/** Wait until nothing has been fetched for three seconds: a busy machine fetches what comes behind with pauses. */
async function allFetched(page: Page): Promise<void> {
  const fetched = () => page.evaluate(() => performance.getEntriesByType("resource").length);
  for (let before = -1, now = await fetched(); now !== before; now = await fetched()) {
    before = now;
    await page.waitForTimeout(3_000);
  }
}

describe("every screen", () => {
  test(
    "shows that it waits, says what failed, says for how long to wait, and is whole after a press",
    {
      timeout: 180_000,
    },
    ({ expect }) =>
      open(expect, async (first) => {
        await signIn(first);
        const all = await screens();
        await lookAtEach(first, { items: all, pages: 8 }, async (page, { path, whole }) => {
          await page.goto("about:blank");
          let isSlow = true;
          await page.route(isCall, async (route) => {
            if (isSlow) await new Promise((resolve) => setTimeout(resolve, 700));
            await fail("internal")(route).catch(() => undefined);
          });
          await page.goto(at(path));
          await page.getByRole("status").filter({ hasText: "Loading" }).first().waitFor();
          isSlow = false;
          const told = page.getByRole("alert").filter({ hasText: FAULTS.internal.words }).first();
          await told.waitFor();
          await told.getByText("Request req_1").waitFor();
          await page.unrouteAll({ behavior: "ignoreErrors" });
          await page.route(isCall, fail("rate_limited"));
          await page.getByRole("button", { name: "Try again" }).first().click();
          await page
            .getByRole("alert")
            .filter({ hasText: FAULTS.rate_limited.words })
            .first()
            .waitFor();
          await page.unrouteAll({ behavior: "ignoreErrors" });
          await expect
            .poll(() => wholeAgain(page, whole(page)), { timeout: 20_000, interval: 100 })
            .toBe(true);
        });
      }),
  );

  test(
    "asks to sign in again over what it shows when the session ends, and goes on there",
    {
      timeout: 180_000,
    },
    ({ expect }) =>
      open(expect, async (first) => {
        await signIn(first);
        // The shell asks, over any of them: one in three, and one page, because tabs end their sessions together.
        const some = (await screens()).filter((_, i) => i % 3 === 0);
        await lookAtEach(first, { items: some, pages: 1 }, async (page, { path, whole }) => {
          await page.goto("about:blank");
          let refreshed = 0;
          await page.route(
            (url) => isCall(url) || url.pathname.endsWith("/refresh"),
            (route) => {
              refreshed += Number(route.request().url().endsWith("/refresh"));
              const isFirst = route.request().url().endsWith("/refresh") && refreshed === 1;
              return isFirst ? route.continue() : fail("invalid_token")(route);
            },
          );
          await signInAgain(page, await load(page, path));
          await whole(page).waitFor();
          expect(new URL(page.url()).pathname).toBe(`/console${path}`.replace(/\?.*$/, ""));
        });
      }),
  );

  test(
    "says that there is no connection, and goes on by itself when it is back",
    {
      timeout: 180_000,
    },
    ({ expect }) =>
      open(expect, async (page) => {
        await signIn(page, "/settings/profile");
        await page.getByLabel("Name", { exact: true }).waitFor();
        // What has not been opened yet comes behind what was asked for.
        await page.waitForTimeout(6_500);
        await allFetched(page);
        const banner = page.getByRole("status").filter({ hasText: "No connection" });
        for (const { path, whole } of await screens()) {
          await page.context().setOffline(true);
          await banner.waitFor();
          await move(page, path);
          // A frame, and in it what waits for the API: nothing is blank.
          await settledOrWaiting(page);
          await page.context().setOffline(false);
          await banner.waitFor({ state: "detached" });
          await whole(page)
            .waitFor()
            .catch((cause: unknown) => {
              throw new Error(path, { cause });
            });
        }
      }),
  );
});

test("a server that is down is told of, and noticed when it is up again", ({ expect }) =>
  open(expect, async (page) => {
    await signIn(page, "/campaigns");
    await page.getByRole("link", { name: "Sábado VIP" }).waitFor();
    const isServer = (url: URL) => isCall(url) || url.pathname === "/healthz";
    await page.route(isServer, (route) => route.abort());
    await page.getByRole("link", { name: "Templates" }).click();
    const banner = page.getByRole("status").filter({ hasText: "No connection" });
    await banner.waitFor();
    await page.getByRole("alert").filter({ hasText: "No connection" }).waitFor();
    await page.unroute(isServer);
    await banner.waitFor({ state: "detached" });
    await page.getByRole("cell", { name: "Approved" }).first().waitFor();
    expect(await page.getByRole("alert").count()).toBe(0);
  }));

interface Form {
  readonly path: string;
  /** What opens it, where it is not open from the beginning. */
  readonly opens?: string;
  readonly fields: readonly (readonly [label: string, text: string])[];
  readonly submit: string;
}

async function forms(): Promise<Form[]> {
  const { talks, numberId } = theBakery();
  const { id: contact } = await api("POST", "/v1/contacts", { phone: newPhone(), name: "Forma" });
  const template = await draftTemplate();
  const number = `/settings/numbers/${numberId}`;
  return [
    {
      path: `/inbox/${talks["Mariana Ferreira"] ?? ""}`,
      fields: [["Write a message", "Meia palavra"]],
      submit: "Send",
    },
    {
      path: "/contacts",
      opens: "New contact",
      fields: [
        ["Name", "Quase Cliente"],
        ["Phone", newPhone()],
      ],
      submit: "Add contact",
    },
    {
      path: `/contacts/${String(contact)}`,
      opens: "Edit",
      fields: [["Name", "Outra Forma"]],
      submit: "Save",
    },
    {
      path: `/contacts/${String(contact)}`,
      opens: "Record consent",
      fields: [
        ["What they agreed to", "Quero ofertas."],
        ["Where", "Balcão"],
      ],
      submit: "Record",
    },
    {
      path: "/campaigns/new",
      fields: [["Name of the campaign", "Quase pronta"]],
      submit: "",
    },
    {
      path: `/templates/${template}`,
      fields: [["Text", "Quite other words for it."]],
      submit: "Save draft",
    },
    {
      path: "/settings/profile",
      fields: [["Name", "Ana Quase"]],
      submit: "Save",
    },
    {
      path: "/settings/workspace",
      fields: [
        ["Name", "Padaria Quase"],
        ["Default country", "PT"],
      ],
      submit: "Save",
    },
    {
      path: "/settings/numbers/new",
      fields: [
        ["Name", "Balcão"],
        ["People a day (optional)", "250"],
      ],
      submit: "Make the number",
    },
    {
      path: `/automations/${await draftAutomation()}`,
      fields: [
        ["Name", "Quase automática"],
        ["Text", "Quase dito."],
      ],
      submit: "Save draft",
    },
    { path: number, fields: [["Name", "Outro balcão"]], submit: "Rename" },
    {
      path: `${number}/profile`,
      fields: [
        ["Line under the name", "Pão quente"],
        ["Address", "Rua Augusta 100"],
      ],
      submit: "Save",
    },
    {
      path: `${number}/links`,
      opens: "New link",
      fields: [["Text that they find written", "Quero pão"]],
      submit: "Save",
    },
    {
      path: `${number}/opt-ins`,
      fields: [["Words that stop offers", "Baja promo"]],
      submit: "Save",
    },
    { path: `${number}/blocked`, fields: [["Phone number", newPhone()]], submit: "Block" },
    {
      path: "/settings/team",
      opens: "Invite somebody",
      fields: [["E-mail", "carla@example.com"]],
      submit: "Make the link",
    },
    {
      path: "/settings/quick-replies",
      opens: "New quick reply",
      fields: [
        ["Shortcut", "quase"],
        ["What it says", "Quase uma resposta"],
      ],
      submit: "Save",
    },
    {
      path: "/settings/segments",
      opens: "New segment",
      fields: [["Name", "Quase um segmento"]],
      submit: "Save",
    },
    {
      path: "/settings/fields",
      opens: "New field",
      fields: [
        ["Key", "quase"],
        ["What people read", "Quase um campo"],
      ],
      submit: "Save",
    },
    {
      path: "/settings/retention",
      opens: "Hold everything",
      fields: [["Why it must be kept", "Quase um processo"]],
      submit: "Hold everything",
    },
    {
      path: "/settings/webhooks/new",
      fields: [
        ["URL", "https://almost.example/hook"],
        ["Headers (optional)", "X-Shop: 1"],
      ],
      submit: "Make the webhook",
    },
    {
      path: "/settings/sandbox",
      fields: [["Text", "Tudo bem?"]],
      submit: "Write to us",
    },
  ];
}

test(
  "nothing that was typed is lost, whatever fails while it is sent",
  { timeout: 120_000 },
  ({ expect }) =>
    open(expect, async (first) => {
      await signIn(first);
      for (const { path, opens, fields, submit } of await forms()) {
        // A page of its own: the one before asks before it lets go of what was typed.
        const page = await first.context().newPage();
        const session = await load(page, path);
        if (opens !== undefined) await page.getByRole("button", { name: opens }).first().click();
        const place =
          opens === undefined ? page.locator("#content") : page.getByRole("dialog").last();
        for (const [label, text] of fields)
          await place.getByLabel(label, { exact: true }).first().fill(text);
        const send = () => place.getByRole("button", { name: submit, exact: true }).first().click();
        const kept = async (when: string) => {
          for (const [label, text] of fields)
            expect(
              await place.getByLabel(label, { exact: true }).first().inputValue(),
              `${path} ${label} ${when}`,
            ).toBe(text);
        };
        if (submit !== "") {
          await page.route(isCall, (route) =>
            route.request().method() === "GET" ? route.continue() : fail("internal")(route),
          );
          await send();
          await page
            .getByRole("alert")
            .filter({ hasText: FAULTS.internal.words })
            .first()
            .waitFor();
          await page.unrouteAll({ behavior: "ignoreErrors" });
          await kept("after 500");
          await page.context().setOffline(true);
          await send();
          await page.getByRole("alert").filter({ hasText: "No connection" }).first().waitFor();
          await page.context().setOffline(false);
          await kept("offline");
          await page.route(
            (url) => isCall(url) || url.pathname.endsWith("/refresh"),
            fail("invalid_token"),
          );
          await send();
          await signInAgain(page, session);
          await kept("after the session ended");
        }
        await page.context().setOffline(true);
        await page.context().setOffline(false);
        await kept("back online");
        await page.close();
      }
    }),
);

test("making an account says what failed, and keeps what was typed", ({ expect }) =>
  open(
    expect,
    async (page) => {
      await page.route("**/v1/auth/register", fail("internal"));
      await page.goto(at("/register"));
      await page.getByLabel("Your name").fill("Quase Alguém");
      await page.getByLabel("E-mail").fill("quase@example.com");
      await page.getByLabel("Password", { exact: true }).fill("uma senha longa 42");
      await page.getByRole("button", { name: "Create account" }).click();
      await page.getByRole("alert").filter({ hasText: FAULTS.internal.words }).waitFor();
      await page.unroute("**/v1/auth/register");
      await page.context().setOffline(true);
      await page.getByRole("status").filter({ hasText: "No connection" }).waitFor();
      await page.getByRole("button", { name: "Create account" }).click();
      await page.getByRole("alert").filter({ hasText: "No connection" }).waitFor();
      expect(await page.getByLabel("Your name").inputValue()).toBe("Quase Alguém");
      expect(await page.getByLabel("E-mail").inputValue()).toBe("quase@example.com");
    },
    { ...DESKTOP, ...STRANGER },
  ));
