import { describe, test as plain } from "vitest";

import { TEMPLATE_LANGUAGES } from "#core/whatsapp/template-language";

import { TEMPLATE_LANGUAGES as OFFERED } from "../../src/console/api/template-languages.ts";
import type { Template } from "../../src/console/api/templates.ts";
import { byName, matching } from "../../src/console/screens/templates/filter.ts";
import {
  asName,
  componentsOf,
  draftOf,
  nextVariable,
  numbersIn,
  partsOf,
  placeAt,
  type Parts,
} from "../../src/console/screens/templates/parts.ts";
import { api } from "./api.ts";
import { axe, open, signIn, test, theBakery } from "./browser.ts";

const PARTS: Parts = {
  numberId: "num_1",
  name: "order_ready",
  language: "en",
  category: "UTILITY",
  header: "For {{1}}",
  headerSample: "Ana",
  body: "Hi {{1}}, your order {{2}} is ready.",
  samples: { v1: "Ana", v2: "" },
  footer: "Bakery",
  buttons: [
    { text: "Yes", optOut: false },
    { text: "No more of this", optOut: true },
  ],
};

describe("the parts of a template", () => {
  plain("come back from Meta's shape as they went into it", ({ expect }) => {
    expect(partsOf(draftOf(PARTS) as unknown as Template, "num_1")).toEqual(PARTS);
    const bare = { ...PARTS, header: "", headerSample: "", footer: " ", buttons: [] };
    expect(componentsOf(bare).map(({ type }) => type)).toEqual(["BODY"]);
  });

  plain("are found by a pointer into the template", ({ expect }) => {
    const places = {
      "/name": "name",
      "/components/0/text": "header",
      "/components/0/example/header_text": "headerSample",
      "/components/1/text": "body",
      "/components/1/example/body_text": "samples.v2",
      "/components/2/text": "footer",
      "/components/3/buttons/1/text": "buttons.1.text",
      "/components": "body",
    };
    for (const [pointer, place] of Object.entries(places))
      expect(placeAt(pointer, PARTS), pointer).toBe(place);
    expect(placeAt("/components/1/text", { ...PARTS, header: "" })).toBe("footer");
  });

  plain("number their variables as Meta does", ({ expect }) => {
    expect(numbersIn("{{2}} {{10}} {{1}} {{2}} {{x}} {{0}}")).toEqual(["1", "2", "10"]);
    expect(nextVariable("{{1}} {{3}}")).toBe(4);
    expect(asName("Order  Ready-2")).toBe("order_ready_2");
  });

  plain("may be in every language that Meta takes, and in no other", ({ expect }) => {
    expect(OFFERED.toSorted()).toEqual([...TEMPLATE_LANGUAGES].toSorted());
  });

  plain("languages of one name stand together, and filters hold together", ({ expect }) => {
    const made = (name: string, language: string, status = "approved") =>
      ({ waba_id: "1", name, language, status, category: "UTILITY" }) as Template;
    const all = [made("b", "en"), made("a_one", "en"), made("b", "es", "rejected")];
    expect(byName(all).map(({ languages }) => languages.map(({ language }) => language))).toEqual([
      ["en", "es"],
      ["en"],
    ]);
    expect(matching(all, { name: "A o" })).toEqual([all[1]]);
    expect(matching(all, { status: "rejected", language: "en" })).toEqual([]);
  });
});

/** A draft by the API; the name is new in each run. */
async function draft(name: string, body: string, category = "UTILITY") {
  return api("POST", "/v1/templates", {
    number_id: theBakery().numberId,
    name: `${name}_${Date.now()}`,
    language: "en",
    category,
    components: [{ type: "BODY", text: body }],
  });
}

describe("writing a template", () => {
  test("from a starter by keyboard: a fault is told at its field, mended, and Meta's approval shown", ({
    expect,
  }) =>
    open(expect, async (page) => {
      await signIn(page, "/templates");
      await page.getByRole("button", { name: "New template" }).focus();
      await page.keyboard.press("Enter");
      await page.getByRole("link", { name: /Tell about an order/ }).press("Enter");
      const name = `ready_${Date.now()}`;
      await page.getByLabel("Name", { exact: true }).fill(name.replace("_", " "));
      const body = page.getByRole("textbox", { name: "Text", exact: true });
      await body.fill("Your order is ready, {{1}}");
      await page.getByRole("button", { name: /begins or ends with a variable/ }).press("Enter");
      expect(await body.evaluate((box) => box === document.activeElement)).toBe(true);
      await page.keyboard.press("Control+Enter");
      await page.getByText("1 error keeps it from being submitted.").waitFor();
      expect(await body.getAttribute("aria-invalid")).toBe("true");
      await body.press("End");
      await page.keyboard.type(", come and see it");
      await page.getByText("Nothing stands against it").waitFor();
      await page.getByText("Your order is ready, Ana, come and see it").waitFor();
      await page.keyboard.press("Control+Enter");
      await page.getByRole("status").getByText("Meta looks at it now").waitFor();
      await page.getByRole("status").getByText("It can be sent now").waitFor({ timeout: 15_000 });
      await page.getByRole("heading", { name }).waitFor();
    }));

  test("asks before unsaved words are left, and saves them with Ctrl+S", ({ expect }) =>
    open(expect, async (page) => {
      const { id } = await draft("leave", "Your order is ready to be picked up.");
      await signIn(page, `/templates/${String(id)}`);
      await page.getByRole("textbox", { name: "Text", exact: true }).fill("Other words for it.");
      await page.getByRole("link", { name: "Contacts" }).click();
      const dialog = page.getByRole("dialog", { name: "Leave without saving?" });
      await dialog.getByRole("button", { name: "Stay here" }).click();
      await page.keyboard.press("Control+s");
      await page.getByText("All is saved").waitFor();
      await page.getByRole("link", { name: "Contacts" }).click();
      await page.getByRole("heading", { name: "Contacts" }).waitFor();
      const kept = await api("GET", `/v1/templates/${String(id)}`);
      expect(kept["components"]).toEqual([{ type: "BODY", text: "Other words for it." }]);
    }));

  test("marks a button by which people stop offers, and keeps the mark", ({ expect }) =>
    open(expect, async (page) => {
      const { id } = await draft("marked", "Fresh bread is here.", "MARKETING");
      await signIn(page, `/templates/${String(id)}`);
      await page.getByRole("button", { name: "Add a button" }).click();
      await page.getByLabel("Text of button 1").fill("Enough of it");
      await page.getByLabel("Stops offers when tapped, button 1").press("Space");
      expect(await axe(page)).toEqual([]);
      await page.keyboard.press("Control+s");
      await page.getByText("All is saved").waitFor();
      const kept = await api("GET", `/v1/templates/${String(id)}`);
      expect(kept["components"]).toEqual([
        { type: "BODY", text: "Fresh bread is here." },
        {
          type: "BUTTONS",
          buttons: [{ type: "QUICK_REPLY", text: "Enough of it", opt_out: true }],
        },
      ]);
    }));

  test("shows both versions when two people change one draft, and loses neither", ({ expect }) =>
    open(expect, async (page) => {
      const { id } = await draft("two", "The first words of it.");
      await signIn(page, `/templates/${String(id)}`);
      const body = page.getByRole("textbox", { name: "Text", exact: true });
      await body.fill("My words, not saved yet.");
      await api(
        "PATCH",
        `/v1/templates/${String(id)}`,
        { components: [{ type: "BODY", text: "Their <b>words</b>, saved." }] },
        { "if-match": "*" },
      );
      await page.keyboard.press("Control+s");
      const dialog = page.getByRole("dialog", { name: "Somebody changed this meanwhile" });
      await dialog
        .getByRole("region", { name: /^Theirs/ })
        .getByText("Their <b>words</b>")
        .waitFor();
      await dialog
        .getByRole("region", { name: /^Yours/ })
        .getByText("My words")
        .waitFor();
      expect(await axe(page)).toEqual([]);
      await dialog.getByRole("button", { name: "Keep mine" }).click();
      await page.getByText("All is saved").waitFor();
      const kept = await api("GET", `/v1/templates/${String(id)}`);
      expect(kept["components"]).toEqual([{ type: "BODY", text: "My words, not saved yet." }]);
    }));

  test("throws away a late answer to words that have changed since", ({ expect }) =>
    open(expect, async (page) => {
      await signIn(page);
      await page.route("**/v1/templates/lint", async (route) => {
        if (route.request().postData()?.includes("{{1}}"))
          await new Promise((resolve) => setTimeout(resolve, 2_000));
        await route.continue().catch(() => undefined);
      });
      await page.goto(`${theBakery().url}/console/templates/new`);
      await page.getByLabel("Name", { exact: true }).fill("late");
      const body = page.getByRole("textbox", { name: "Text", exact: true });
      await body.fill("Hello {{1}}");
      await page.waitForRequest("**/v1/templates/lint");
      await page.waitForTimeout(500);
      await body.fill("Hello to all of you. STOP ends it.");
      await page.getByText("Nothing stands against it").waitFor();
      await page.waitForTimeout(2_000);
      expect(await page.getByText("Nothing found").count()).toBe(1);
    }));
});

describe("templates that Meta has seen", () => {
  test("tell why one was rejected, make a corrected copy, and delete it", ({ expect }) =>
    open(expect, async (page) => {
      const { id, name } = await draft(
        "nope",
        "Tell us your password <img src=x onerror=alert(1)>",
      );
      await api("POST", `/v1/templates/${String(id)}/submit`, {});
      await signIn(page, `/templates?name=${String(name)}`);
      const row = page.getByRole("row").filter({ hasText: String(name) });
      await row.getByText(/Meta’s reason: The text asks/).waitFor({ timeout: 15_000 });
      await row.getByRole("link").click();
      await page.getByRole("button", { name: "Make a corrected copy" }).click();
      await page.getByRole("textbox", { name: "Text", exact: true }).waitFor();
      await page.getByRole("button", { name: "Delete" }).click();
      const dialog = page.getByRole("dialog", { name: "Delete this template?" });
      await dialog.getByRole("button", { name: "Delete" }).click();
      await page.getByRole("heading", { name: "Templates" }).waitFor();
      await page.goto(`${theBakery().url}/console/templates?name=nope&status=draft`);
      await page.getByText("No template matches").waitFor();
    }));

  test("say what failed and how to go on: 500, 429, refused access, no connection", ({ expect }) =>
    open(expect, async (page) => {
      await signIn(page);
      const answers = [
        { status: 500, code: "internal", words: "Something failed on our side" },
        { status: 429, code: "rate_limited", words: "Wait 7 seconds" },
        { status: 403, code: "missing_scope", words: "Your role does not allow this" },
      ];
      for (const { status, code, words } of answers) {
        await page.route("**/v1/templates?**", (route) =>
          route.fulfill({
            status,
            headers: { "retry-after": "7", "content-type": "application/problem+json" },
            body: JSON.stringify({ code, status, request_id: "req_1", retryable: false }),
          }),
        );
        await page.goto(`${theBakery().url}/console/templates`);
        await page.getByRole("alert").getByText(words).waitFor();
        await page.unroute("**/v1/templates?**");
        await page.getByRole("button", { name: "Try again" }).click();
        await page.getByRole("cell", { name: "Approved" }).first().waitFor();
      }
    }));
});
