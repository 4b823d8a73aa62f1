// The first day of somebody who comes for the first time: each test goes on with the session that the one before left.
import type { Page } from "playwright-core";
import { describe } from "vitest";

import { keptLetters } from "../../scripts/lib/post-box.mjs";
import {
  axe,
  axeEverywhere,
  DESKTOP,
  open,
  PHONE,
  settled,
  STRANGER,
  test,
  theBakery,
} from "./browser.ts";

const PASSWORD = "uma senha longa 42";
const NAME = "Ana <img src=x onerror=alert(1)>";
const emailOf = (name: string) => `${name}-${crypto.randomUUID().slice(0, 8)}@example.com`;
const owner = { email: emailOf("ana") };
const neighbour = { email: emailOf("bruno") };

function go(page: Page, path: string) {
  page.setDefaultTimeout(10_000);
  return page.goto(`${theBakery().url}/console${path}`);
}

async function signInAs(page: Page, email: string) {
  await page.getByRole("heading", { name: "Sign in", exact: true }).waitFor();
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.keyboard.press("Enter");
}

/** Open the link of the letter that asked for it: who is not confirmed invites nobody. */
async function confirmAddress(page: Page, email: string) {
  const letter = keptLetters(theBakery().state).find((each) => each.includes(`To: ${email}\n`));
  const link = /https?:\S+\/console\/verify#\S+/.exec(letter ?? "")?.[0];
  const confirming = await guestOf(page);
  await confirming.goto(link ?? "about:blank");
  await confirming.getByRole("button", { name: "Confirm" }).click();
  await confirming.getByText("Your e-mail address is confirmed.").waitFor();
  await confirming.context().close();
}

/** @returns The link that the invited person is given. */
async function invite(page: Page, email: string): Promise<string> {
  await go(page, "/settings/team");
  await page.getByRole("button", { name: "Invite somebody" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("E-mail").fill(email);
  await dialog.getByRole("button", { name: "Make the link" }).click();
  const link = await dialog.getByLabel("Link").inputValue();
  await dialog.getByRole("button", { name: "Done" }).click();
  return link;
}

/** A window of somebody else's. */
async function guestOf(page: Page): Promise<Page> {
  const context = await page.context().browser()?.newContext({ locale: "en-GB" });
  if (context === undefined) throw new Error("there is no browser");
  context.setDefaultTimeout(10_000);
  return context.newPage();
}

async function fillAccount(page: Page, name: string, email: string) {
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
}

describe("the first day", () => {
  test("takes at most twelve clicks from the front page to a delivered message", ({ expect }) =>
    open(
      expect,
      async (page) => {
        let clicks = 0;
        const click = async (role: "link" | "button", name: string) => {
          clicks += 1;
          await page.getByRole(role, { name, exact: true }).first().click();
        };
        await page.goto(theBakery().url);
        await click("link", "Create an account");
        await fillAccount(page, NAME, owner.email);
        await page.getByText("Strong").waitFor();
        await click("button", "Create account");
        await page.getByText("0 of 5 done").waitFor();
        await click("button", "Try it with a pretend number");
        await page.waitForURL(/\/inbox\/cnv_/);
        await page.getByLabel("Write a message").fill("From 8 to 14!");
        await click("button", "Send");
        const sent = page.getByRole("article").filter({ hasText: "From 8 to 14!" });
        await sent.getByText(/^(Delivered|Read)$/).waitFor({ timeout: 15_000 });
        expect(clicks).toBeLessThanOrEqual(12);
        await page.getByRole("log").getByText("One more question").waitFor({ timeout: 15_000 });
        await page.getByRole("link", { name: "Home" }).click();
        await page.getByText("2 of 5 done").waitFor();
        await page.getByText("Hello, Ana").waitFor();
      },
      { ...DESKTOP, ...STRANGER, locale: "en-GB" },
    ));

  test("says at its field what an account is refused for, and offers to sign in", ({ expect }) =>
    open(
      expect,
      async (page) => {
        await go(page, "/register");
        await fillAccount(page, "Ana", owner.email);
        await page.getByLabel("Password", { exact: true }).fill("short");
        await page.getByText("Too short").waitFor();
        await page.keyboard.press("Enter");
        const password = page.getByLabel("Password", { exact: true });
        await page.locator("[aria-invalid=true]").first().waitFor();
        expect(await password.getAttribute("aria-invalid")).toBe("true");
        await password.fill(PASSWORD);
        await page.keyboard.press("Enter");
        await page.getByText("An account has this e-mail already").waitFor();
        await page.getByRole("link", { name: "Sign in with this e-mail instead" }).click();
        await page.getByRole("heading", { name: "Sign in" }).waitFor();
        // What follows goes on as the owner again.
        await page.getByLabel("E-mail").fill(owner.email);
        await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
        await page.keyboard.press("Enter");
        await page.getByText("Hello, Ana").waitFor();
      },
      { ...DESKTOP, ...STRANGER },
    ));
});

describe("numbers", () => {
  test("are paused, resumed and renamed, and given up only by typing their name", ({ expect }) =>
    open(expect, async (page) => {
      await go(page, "/settings/numbers");
      await page.getByRole("link", { name: "Connect a number" }).click();
      await page.getByText("This workspace holds pretend numbers").waitFor();
      await page.getByLabel("Name").fill("Balcão");
      await page.getByRole("button", { name: "Make the number" }).click();
      await page.getByRole("heading", { name: "Balcão" }).waitFor();
      await page.getByRole("button", { name: "Pause" }).click();
      await page.getByText("Nothing is sent from it").waitFor();
      await page.getByRole("button", { name: "Resume" }).click();
      await page.getByText("It sends and receives").waitFor();
      await page.getByRole("textbox", { name: "Name" }).fill("<b>Balcão 2</b>");
      await page.getByRole("button", { name: "Rename" }).click();
      await page.getByRole("heading", { name: "<b>Balcão 2</b>" }).waitFor();
      await page.getByLabel("When a member answers").click();
      await page.getByText("Saved").waitFor();
      await page.reload();
      expect(await page.getByLabel("When a member answers").isChecked()).toBe(true);
      await page.getByRole("button", { name: "Disconnect…" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("textbox").fill("Balcão");
      await dialog.getByRole("button", { name: "Disconnect" }).click();
      await dialog.getByText("Type exactly").waitFor();
      await dialog.getByRole("textbox").fill("<b>Balcão 2</b>");
      await page.keyboard.press("Enter");
      await page.waitForURL(/\/settings\/numbers$/);
      const row = page.getByRole("link", { name: /Balcão 2/ });
      await row.getByText("Disconnected").waitFor();
      expect(await page.locator("main b").count()).toBe(0);
    }));

  test("are looked over, tell people who they are, and open chats by a link", ({ expect }) =>
    open(expect, async (page) => {
      await go(page, "/settings/numbers");
      await page.getByRole("link", { name: /^Pretend number/ }).click();
      const places = page.getByRole("navigation", { name: "This number" });
      await places.getByRole("link", { name: "Check-up" }).click();
      await page.getByRole("region", { name: "How much it may send" }).getByText("80").waitFor();
      await page.getByRole("region", { name: "May it send?" }).getByText("Altogether").waitFor();
      await page.getByRole("button", { name: "Look now" }).press("Enter");
      const checks = page.getByRole("region", { name: "What keeps it from working" });
      await checks.getByRole("listitem").filter({ hasText: "Registration" }).waitFor();
      expect(await checks.getByRole("listitem").count()).toBe(11);
      // Whatever is not all right says what to do.
      for (const line of await checks.getByRole("listitem").allInnerTexts())
        expect(line.split("\n").length).toBeGreaterThanOrEqual(line.includes("All right") ? 3 : 4);
      await places.getByRole("link", { name: "Business profile" }).click();
      await page.getByLabel("E-mail").fill("not an address");
      await page.getByRole("button", { name: "Save" }).click();
      await page.locator("[aria-invalid=true]").waitFor();
      await page.getByLabel("E-mail").fill("ola@padaria.example");
      await page.getByLabel("Line under the name").fill("Pão <b>quente</b>");
      await page.getByLabel("What you do").selectOption("RESTAURANT");
      await page.getByLabel("Website 1").fill("padaria.example");
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByText("Meta shows it within minutes").first().waitFor();
      await page.reload();
      await page.getByLabel("Website 1").waitFor();
      expect(await page.getByLabel("Website 1").inputValue()).toBe("https://padaria.example");
      expect(await page.getByLabel("What you do").inputValue()).toBe("RESTAURANT");
      await places.getByRole("link", { name: "Chat links" }).click();
      await page.getByRole("button", { name: "New link" }).click();
      await page.getByLabel("Text that they find written").fill("Quero <i>pão</i>");
      await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
      const link = page.getByRole("link", { name: /wa\.me/ });
      await link.waitFor();
      expect(await link.getAttribute("rel")).toContain("noopener noreferrer");
      expect(await page.locator("main i, main b").count()).toBe(0);
      await page.getByRole("button", { name: /^Delete the link/ }).click();
      await page.getByText("No link yet").waitFor();
    }));

  test("are agreed to by a link that is made, shown as a code and deleted, and have words of their own", ({
    expect,
  }) =>
    open(expect, async (page) => {
      await go(page, "/settings/numbers");
      await page.getByRole("link", { name: /^Pretend number/ }).click();
      await page.getByRole("link", { name: "Opt-in", exact: true }).click();
      await page.getByRole("button", { name: "New opt-in link" }).click();
      const form = page.getByRole("dialog", { name: "New opt-in link" });
      await form.getByLabel("Name", { exact: true }).fill("Poster <b>here</b>");
      await form.getByLabel("Keyword", { exact: true }).fill("STOP");
      await form.getByLabel("What people agree to").fill("I agree to offers on WhatsApp.");
      await form.getByRole("button", { name: "Save" }).click();
      await form.getByText("Nobody can agree by this").waitFor();
      await form.getByLabel("Keyword", { exact: true }).fill("BREAD NEWS");
      await form.getByRole("button", { name: "Save" }).click();
      const made = page.getByRole("dialog", { name: "Poster <b>here</b>" });
      expect(await made.getByLabel("Link", { exact: true }).inputValue()).toMatch(
        /^https:\/\/wa\.me\/\d+\?text=BREAD%20NEWS$/,
      );
      const code = made.getByRole("img", { name: /^QR code of the link/ });
      expect(((await code.locator("path").getAttribute("d")) ?? "").length).toBeGreaterThan(1_000);
      expect(await axe(page)).toEqual([]);
      const download = page.waitForEvent("download");
      await made.getByRole("button", { name: "Download the QR code" }).click();
      expect((await download).suggestedFilename()).toBe("opt-in.svg");
      await page.keyboard.press("Escape");
      await page.getByText("Keyword:").waitFor();
      await page.getByLabel("Words that stop offers").fill("Baja promo\nbread news");
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByText("“bread news” cannot be used").waitFor();
      await page.getByLabel("Words that stop offers").fill("Baja promo");
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByText("The words hold from now on").first().waitFor();
      await page.reload();
      const words = page.getByLabel("Words that stop offers");
      await words.waitFor();
      expect(await words.inputValue()).toBe("Baja promo");
      await page.getByRole("button", { name: /^Delete the link/ }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
      await page.getByText("No opt-in link yet").waitFor();
      expect(await page.locator("main b").count()).toBe(0);
    }));

  test("block whom they are told to, and say why somebody cannot be", ({ expect }) =>
    open(expect, async (page) => {
      await go(page, "/settings/numbers");
      await page.getByRole("link", { name: /^Pretend number/ }).click();
      await page.getByRole("link", { name: "Blocked", exact: true }).click();
      await page.getByText("Nobody is blocked.").waitFor();
      await page.getByLabel("Phone number").fill("+55 11 90000-0000");
      await page.keyboard.press("Enter");
      await page.getByText("No contact has this number.").waitFor();
      // Wrote on the first day, so Meta lets it be blocked.
      await page.getByLabel("Phone number").fill("+55 11 98765-6008");
      await page.keyboard.press("Enter");
      await page.getByRole("button", { name: "Unblock +5511987656008" }).click();
      await page.getByText("Nobody is blocked.").waitFor();
    }));

  test("of Meta's are refused at the field that is wrong", ({ expect }) =>
    open(
      expect,
      async (page) => {
        await go(page, "/register");
        await fillAccount(page, "Bruno Lima", neighbour.email);
        await page.getByRole("button", { name: "Create account" }).click();
        await page.getByRole("link", { name: "Connect a number" }).click();
        await page.getByLabel("WhatsApp Business Account id").fill("102290129340398");
        await page.getByLabel("Phone number id").fill("not digits");
        await page.getByRole("textbox", { name: "Access token" }).fill("EAAG");
        await page.getByRole("button", { name: "Connect a number" }).click();
        await page.locator("[aria-invalid=true]").waitFor();
        expect(await page.getByLabel("Phone number id").getAttribute("aria-invalid")).toBe("true");
        await page.getByRole("link", { name: "Profile", exact: true }).click();
        await page.getByRole("button", { name: "Leave anyway" }).click();
        await page.waitForURL("**/settings/profile");
        await page.getByLabel("Language").waitFor();
        await page.getByLabel("Name", { exact: true }).fill("Bruno Lima Costa");
        await page.getByRole("button", { name: "Save" }).click();
        await page.getByRole("button", { name: /^Account Bruno Lima Costa/ }).waitFor();
        await page.getByRole("button", { name: /^Account/ }).click();
        await page.getByRole("button", { name: "Sign out" }).click();
        await page.getByRole("heading", { name: "Sign in" }).waitFor();
        await page.getByLabel("E-mail").fill(owner.email);
        await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
        await page.keyboard.press("Enter");
        await page.getByRole("button", { name: /^Account Ana/ }).waitFor();
      },
      { ...DESKTOP, ...STRANGER },
    ));
});

describe("settings", () => {
  test("make a key that is shown once, and delete it by its name", ({ expect }) =>
    open(expect, async (page) => {
      await go(page, "/settings/keys");
      await page.getByRole("button", { name: "New key" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("What it is for").fill("Loja");
      await dialog.getByRole("button", { name: "Make the key" }).click();
      await dialog.getByText("Choose what it may do").waitFor();
      await dialog.getByRole("button", { name: "Send messages" }).click();
      await dialog.getByRole("button", { name: "Make the key" }).click();
      const secret = await dialog.getByLabel("The key").inputValue();
      expect(secret).toMatch(/^wq_/);
      await dialog.getByRole("button", { name: "Done" }).click();
      await page.getByText("5 permissions").waitFor();
      expect(await page.content()).not.toContain(secret);
      await page.getByRole("button", { name: "Rotate the key Loja" }).click();
      await dialog.getByRole("button", { name: "Replace the secret" }).click();
      expect(await dialog.getByLabel("The key").inputValue()).not.toBe(secret);
      await dialog.getByRole("button", { name: "Done" }).click();
      await page.getByRole("button", { name: "Delete the key Loja" }).click();
      await dialog.getByRole("textbox").fill("Loja");
      await page.keyboard.press("Enter");
      await page.getByText("No key yet").waitFor();
    }));

  const inWorkspace = (page: Page) => page.getByRole("region", { name: "Workspace" });

  test("ask before a word that is not saved is left, and save it when somebody stays", ({
    expect,
  }) =>
    open(expect, async (page) => {
      await go(page, "/settings/workspace");
      await page.getByLabel("Default country").fill("pt");
      await page.getByRole("link", { name: "Team" }).click();
      const dialog = page.getByRole("dialog", { name: "Leave without saving?" });
      await dialog.getByRole("button", { name: "Stay here" }).click();
      await inWorkspace(page).getByRole("button", { name: "Save" }).click();
      await page.getByText("Saved", { exact: true }).waitFor();
      await page.getByRole("link", { name: "Team" }).click();
      await page.getByRole("heading", { name: "Invitations" }).waitFor();
    }));

  test("show both versions when two people change them, and write over nobody unseen", ({
    expect,
  }) =>
    open(expect, async (page) => {
      await go(page, "/settings/workspace");
      const name = page.getByLabel("Name", { exact: true });
      await name.fill("Meu <b>nome</b>");
      const other = await page.context().newPage();
      await go(other, "/settings/workspace");
      await other.getByLabel("Name", { exact: true }).fill("Nome deles");
      await inWorkspace(other).getByRole("button", { name: "Save" }).click();
      await other.getByText("Saved", { exact: true }).waitFor();
      await other.close();
      await inWorkspace(page).getByRole("button", { name: "Save" }).click();
      const dialog = page.getByRole("dialog", { name: "Somebody changed this meanwhile" });
      const row = dialog.getByRole("row").filter({ hasText: "Nome deles" });
      await row.getByText("Meu <b>nome</b>").waitFor();
      expect(await dialog.getByRole("row").count()).toBe(2);
      expect(await axe(page)).toEqual([]);
      await dialog.getByRole("button", { name: "Take theirs" }).click();
      expect(await name.inputValue()).toBe("Nome deles");
      await name.fill("Meu nome");
      await inWorkspace(page).getByRole("button", { name: "Save" }).click();
      await page.getByText("Saved", { exact: true }).waitFor();
      await page.getByRole("navigation", { name: "Main" }).getByText("Meu nome").waitFor();
    }));

  test("invite somebody by a link whose token never stays in the address", ({ expect }) =>
    open(expect, async (page) => {
      const email = emailOf("carla");
      await confirmAddress(page, owner.email);
      const link = await invite(page, email);
      expect(link).toMatch(/\/console\/invite#wqi_/);
      await page.getByText("Not used yet").waitFor();
      const guest = await guestOf(page);
      await guest.goto(link);
      await guest.getByRole("heading", { name: "You are invited" }).waitFor();
      expect(guest.url()).not.toContain("wqi_");
      await fillAccount(guest, "Carla Souza", email);
      await guest.getByRole("button", { name: "Create account" }).click();
      await guest.getByText("Hello, Carla").waitFor();
      // An agent connects nothing, and sees no keys.
      expect(await guest.getByText("Your first day").count()).toBe(0);
      await guest.getByRole("link", { name: "Settings" }).click();
      await guest.getByRole("heading", { name: "You", exact: true }).waitFor();
      expect(await guest.getByRole("link", { name: "API keys" }).count()).toBe(0);
      await guest.context().close();
      await page.reload();
      await page.getByText("Joined").waitFor();
    }));

  test("let somebody who has an account join by the link, and work there", ({ expect }) =>
    open(expect, async (page) => {
      const link = await invite(page, neighbour.email);
      const guest = await guestOf(page);
      await guest.goto(link);
      await guest.getByRole("link", { name: "Sign in to join" }).click();
      await signInAs(guest, neighbour.email);
      await guest.getByText(neighbour.email).waitFor();
      await guest.getByRole("button", { name: "Join" }).click();
      await guest.getByText("You are a member of").waitFor();
      await guest.getByRole("button", { name: "Sign in there" }).click();
      await signInAs(guest, neighbour.email);
      await guest.getByRole("heading", { name: "Numbers" }).waitFor();
      // The owner's number, and nothing of what only an owner may.
      await guest.getByRole("link", { name: /^Pretend number/ }).click();
      await guest.getByText("It sends and receives").waitFor();
      expect(await guest.getByRole("button", { name: "Pause" }).count()).toBe(0);
      // The link works once.
      await guest.goto(link);
      await guest.getByRole("button", { name: "Join" }).click();
      await guest.getByRole("alert").waitFor();
      await guest.context().close();
    }));
});

describe("the pretend world", () => {
  test("writes as anybody, breaks what it is told to, and shows what was sent", ({ expect }) =>
    open(expect, async (page) => {
      await go(page, "/settings/sandbox");
      await page.getByLabel("What becomes of what you send them").selectOption("6010");
      expect(await page.getByLabel("From").inputValue()).toMatch(/6010$/);
      await page.getByLabel("Text").fill("<script>alert(1)</script> Oi!");
      await page.getByRole("button", { name: "Write to us" }).click();
      await page.getByText("on its way to the inbox").waitFor();
      await page.getByLabel("Numbers ending in").fill("6010");
      await page.getByLabel("Meta’s error code").fill("131016");
      await page.getByRole("button", { name: "Add" }).click();
      await page.getByText("To numbers ending in 6010: Meta refuses it (131016)").waitFor();
      await page.getByRole("button", { name: "Remove rule 1" }).click();
      await page.getByText("Nothing: messages go").waitFor();
      const row = page.getByRole("row").filter({ hasText: "5511987656008" });
      await row.getByRole("button", { name: /^Report a status/ }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Report a status" }).click();
      await page.getByText("The status was reported").waitFor();
    }));
});

describe("when the API fails", () => {
  test("home says what is wrong, and is whole again when it is mended", ({ expect }) =>
    open(expect, async (page) => {
      await go(page, "/settings/profile");
      await page.getByRole("heading", { name: "You" }).waitFor();
      const refuse = (status: number, code: string) =>
        page.route("**/v1/campaigns?*", (route) =>
          route.fulfill({
            status,
            contentType: "application/problem+json",
            headers: { "retry-after": "7" },
            body: JSON.stringify({ code, status, retryable: false, request_id: "req_1" }),
          }),
        );
      for (const [status, code, words] of [
        [500, "internal", "Request req_1"],
        [429, "rate_limited", "Wait 7 seconds"],
        [403, "missing_scope", "Ask an owner or admin"],
      ] as const) {
        await refuse(status, code);
        await go(page, "/");
        await page.getByRole("alert").filter({ hasText: words }).waitFor();
        // The rest of the screen stands.
        await page.getByRole("heading", { name: "Numbers" }).waitFor();
        await page.unroute("**/v1/campaigns?*");
      }
      await page.getByRole("button", { name: "Try again" }).click();
      await page.getByRole("alert").waitFor({ state: "detached" });
      await page.getByText("2 of 5 done").waitFor();
    }));
});

const SCREENS = [
  "/",
  "/settings/profile",
  "/settings/workspace",
  "/settings/numbers",
  "/settings/numbers/new",
  "/settings/team",
  "/settings/keys",
  "/settings/alerts",
  "/reports",
  "/settings/sandbox",
];

test(
  "axe finds nothing from home to settings, at any size, in the light and in the dark",
  {
    timeout: 120_000,
  },
  ({ expect }) =>
    open(
      expect,
      async (page) => {
        const found: Record<string, string[]> = {};
        const look = async (name: string) => {
          const lines = await axeEverywhere(page);
          if (lines.length > 0) found[name] = lines;
        };
        for (const path of SCREENS) {
          await go(page, path);
          await settled(page);
          await look(path);
        }
        await go(page, "/settings/numbers");
        await page.getByRole("link", { name: /^Pretend number/ }).click();
        await page.getByRole("button", { name: "Disconnect…" }).click();
        await look("a number, and giving it up");
        await page.goto(theBakery().url);
        for (const colorScheme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme });
          expect(await axe(page), colorScheme).toEqual([]);
        }
        expect(found).toEqual({});
      },
      { ...DESKTOP, reducedMotion: "reduce" },
    ),
);

test("axe finds nothing where an account is made", ({ expect }) =>
  open(
    expect,
    async (page) => {
      await go(page, "/register");
      await page.getByRole("button", { name: "Create account" }).click();
      expect(await axe(page)).toEqual([]);
      await go(page, "/invite#wqi_nothing");
      await page.getByLabel("Your name").waitFor();
      expect(await axe(page)).toEqual([]);
    },
    { ...PHONE, ...STRANGER },
  ));

for (const locale of ["pt-BR", "es-MX", "de-AT"])
  test(`nothing is cut off on a phone in ${locale}`, ({ expect }) =>
    open(
      expect,
      async (page) => {
        await page.goto(theBakery().url);
        const overflow = () =>
          page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(await overflow(), "the front page").toBeLessThanOrEqual(0);
        for (const path of ["/register", "/invite"]) {
          await go(page, path);
          await page.locator("h1").waitFor();
          expect(await overflow(), path).toBeLessThanOrEqual(0);
        }
      },
      { ...PHONE, ...STRANGER, locale },
    ));
