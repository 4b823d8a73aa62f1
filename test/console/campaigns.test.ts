import fc from "fast-check";
import type { Page } from "playwright-core";
import { describe, test as plain } from "vitest";

import { freezeVariables } from "#core/campaign/variables";

import type { Contact } from "../../src/console/api/contacts.ts";
import { audienceOf, whoOf, type Who } from "../../src/console/screens/campaigns/audience.ts";
import { reasonsOf } from "../../src/console/screens/campaigns/reasons.ts";
import { isFilled, valueFor, type Source } from "../../src/console/screens/campaigns/variables.ts";
import { api, remove } from "./api.ts";
import { axe, open, PHONE, signIn, test, theBakery } from "./browser.ts";

describe("whom a campaign means", () => {
  plain("comes back from the API in the words of the wizard", ({ expect }) => {
    const tags = (match: "and" | "or", agreed: boolean, names = ["vip", "new"]): Who => ({
      kind: "tags",
      tags: names,
      match,
      agreed,
    });
    const all: Who[] = [
      { kind: "all", agreed: false },
      { kind: "all", agreed: true },
      tags("and", false),
      tags("and", true),
      tags("or", false),
      tags("or", true),
      tags("and", true, ["vip"]),
      { kind: "segment", id: "seg_1" },
      { kind: "import", id: "imp_1" },
    ];
    for (const who of all)
      expect(whoOf(audienceOf(who) as Parameters<typeof whoOf>[0])).toEqual(who);
    expect(audienceOf(tags("or", true, []))).toBeNull();
    expect(audienceOf({ kind: "segment", id: "" })).toBeNull();
    expect(audienceOf({ kind: "import", id: "" })).toBeNull();
  });

  plain("is kept whole where the wizard has no words for it", ({ expect }) => {
    const filter = { and: [{ not: { field: "tags", op: "contains", value: "x" } }] };
    expect(whoOf({ filter })).toEqual({ kind: "filter", filter });
    expect(audienceOf(whoOf({ filter }))).toEqual({ filter });
    expect(whoOf({ contacts_count: 3 })).toEqual({ kind: "list", contacts: null, count: 3 });
  });

  plain("is counted in reasons that add up, and consent is told in its two kinds", ({ expect }) => {
    const skipped = { no_consent: 47, suppressed: 2, duplicate: 0 };
    const reasons = reasonsOf({
      skipped: skipped as Parameters<typeof reasonsOf>[0]["skipped"],
      no_consent: { not_asked: 33, withdrawn: 14 },
    });
    expect(reasons).toEqual([
      { reason: "not_asked", count: 33 },
      { reason: "withdrawn", count: 14 },
      { reason: "suppressed", count: 2 },
    ]);
  });
});

describe("what stands in a place of a template", () => {
  const text = fc.string({
    unit: fc.constantFrom("a", "é", " ", "\t", "\n", "\u0001"),
    maxLength: 8,
  });
  const source: fc.Arbitrary<Source> = fc.oneof(
    fc.record({ value: text }),
    fc.record(
      {
        field: fc.constantFrom("name", "username", "fields.city", "fields.no", "opt_out_url"),
        fallback: text,
      },
      { requiredKeys: ["field"] },
    ),
  );

  plain("is what the API will send", ({ expect }) => {
    fc.assert(
      fc.property(
        source,
        fc.option(text),
        fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null), fc.constant([1])),
        (from, name, city) => {
          const person = {
            name,
            phone: "+5511980087101",
            external_id: null,
            language: null,
            username: null,
            fields: { city },
          };
          const sent = freezeVariables({ "body.1": from }, person);
          expect(valueFor(from, person as unknown as Contact)).toBe(sent?.["body.1"] ?? null);
        },
      ),
    );
  });

  plain("has to have a source", ({ expect }) => {
    const slots = [{ key: "body.1", part: "body", variable: "1", sample: "" }] as const;
    expect(isFilled(slots, {})).toBe(false);
    expect(isFilled(slots, { "body.1": { value: " " } })).toBe(false);
    expect(isFilled(slots, { "body.1": { field: "fields." } })).toBe(false);
    expect(isFilled(slots, { "body.1": { field: "fields.city" } })).toBe(true);
  });
});

const numbersIn = (text: string): number[] =>
  [...text.matchAll(/\d[\d,.]*/g)].map((match) => Number(match[0].replaceAll(/[,.]/g, "")));

/** Adds up what a page says to add up. */
async function isSum(page: Page): Promise<boolean> {
  const [planned, ...parts] = numbersIn(await page.getByText(/people = /).innerText());
  return parts.reduce((total, part) => total + part, 0) === planned;
}

/** Answers of the API with some members changed: states that a test cannot wait for. */
async function rewrite(page: Page, url: string, members: object): Promise<void> {
  await page.route(url, async (route) => {
    const response = await route.fetch();
    const body = (await response.json()) as Record<string, unknown>;
    await route.fulfill({ response, json: { ...body, ...members } });
  });
}

/** A draft to people with a tag, by the API. */
async function draft(tag: string, template: string, name: string) {
  const { data } = (await api("GET", "/v1/templates?limit=100")) as {
    data: { id: string; name: string }[];
  };
  return api("POST", "/v1/campaigns", {
    name,
    number_id: theBakery().numberId,
    template_id: data.find((one) => one.name === template)?.id,
    audience: { filter: { field: "tags", op: "contains", value: tag } },
    variables: { "body.1": { field: "name" } },
    pace_mps: 5,
  });
}

describe("making a campaign", () => {
  test("from whom to the launch: counts are the API's, the draft is kept, and live numbers add up", ({
    expect,
  }) =>
    open(expect, async (page) => {
      await signIn(page, "/campaigns");
      await page.getByRole("link", { name: "New campaign" }).press("Enter");
      const name = `Vips <b>${Date.now()}</b>`;
      await page.getByLabel("Name of the campaign").fill(name);
      await page.getByRole("radio", { name: "People with tags" }).press("Space");
      await page.getByLabel("Tag", { exact: true }).fill("vip");
      await page.keyboard.press("Enter");
      const { eligible, matched } = await api("POST", "/v1/campaigns/audience-preview", {
        audience: { filter: { field: "tags", op: "contains", value: "vip" } },
      });
      await page.getByText(`${String(matched)} chosen = ${String(eligible)} get it`).waitFor();
      await page.getByRole("button", { name: "Continue" }).press("Enter");
      await page.getByRole("heading", { name: "What should they read?" }).waitFor();
      await page.getByRole("radio", { name: /^weekend_bread/ }).check();
      await page.getByText(/^Oi [^{]+! Neste sábado/).waitFor();
      await page.getByRole("button", { name: "Continue" }).click();
      await page.waitForURL(/\/campaigns\/cmp_\w+\/edit\?step=3/);
      const id = /cmp_\w+/.exec(page.url())?.[0] ?? "";
      await page.getByRole("radio", { name: "Slower" }).check();
      await page.getByRole("spinbutton").fill("8");
      await page.getByRole("button", { name: "Back" }).click();
      await page.getByRole("heading", { name: "What should they read?" }).waitFor();
      await page.goForward();
      await page.goBack();
      await page.getByRole("navigation", { name: "Steps" }).getByText("When").click();
      await page.getByRole("button", { name: "Continue" }).click();
      await page.getByText(`${String(eligible)} people get`).waitFor();
      const kept = await api("GET", `/v1/campaigns/${id}`);
      expect(kept).toMatchObject({ status: "draft", name, pace_mps: 8 });
      await page.getByRole("button", { name: `Send to ${String(eligible)} people` }).press("Enter");
      await page.getByRole("progressbar").waitFor();
      for (let look = 0; look < 5; look += 1) {
        expect(await isSum(page)).toBe(true);
        await page.waitForTimeout(400);
      }
      await page.getByRole("heading", { name }).waitFor();
      const skipped = page.getByRole("button", { name: /^Skipped/ }).first();
      const [count] = numbersIn(await skipped.innerText());
      await skipped.click();
      await page.waitForURL(/status=skipped/);
      // Meta may have withheld the message of one more meanwhile.
      expect(Number(count) - (Number(matched) - Number(eligible))).toBeOneOf([0, 1]);
      await page.getByRole("link", { name: "Duplicate" }).click();
      await page.getByRole("heading", { name: "Who should get it?" }).waitFor();
      expect(await page.getByLabel("Name of the campaign").inputValue()).toBe(`${name} (copy)`);
      await page.getByRole("button", { name: "Remove the tag vip" }).waitFor();
    }));

  test("keeps what two people made of one draft, and asks which stays", ({ expect }) =>
    open(expect, async (page) => {
      const { id } = await draft("vip", "follow_up", "Two people");
      await signIn(page, `/campaigns/${String(id)}/edit`);
      await page.getByLabel("Name of the campaign").fill("Mine");
      await api("PATCH", `/v1/campaigns/${String(id)}`, { name: "Theirs" }, { "if-match": "*" });
      await page.getByRole("button", { name: "Continue" }).click();
      const dialog = page.getByRole("dialog", { name: "Somebody changed this meanwhile" });
      await dialog.getByText("Theirs", { exact: true }).waitFor();
      expect(await axe(page)).toEqual([]);
      await dialog.getByRole("button", { name: "Take theirs" }).click();
      await page.getByRole("heading", { name: "Theirs" }).waitFor();
      await page.getByRole("button", { name: "Delete draft" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Delete draft" }).click();
      await page.getByRole("heading", { name: "Campaigns" }).waitFor();
      expect(await api("GET", `/v1/campaigns/${String(id)}`)).toMatchObject({ code: "not_found" });
    }));

  test("to people who are picked; nobody who may get it is told with the reason and what to do", ({
    expect,
  }) =>
    open(
      expect,
      async (page) => {
        await signIn(page, "/campaigns/new");
        await page.getByRole("radio", { name: "People I pick" }).check();
        await page.getByRole("button", { name: "Continue" }).click();
        await page.getByText("Pick at least one person.").waitFor();
        await page.getByLabel("Find people").fill("rafael tei");
        await page.getByRole("checkbox", { name: /Rafael Teixeira/ }).check();
        await page.getByText("1 chosen = 0 get it + 1 do not").waitFor();
        await page.getByRole("button", { name: "Continue" }).click();
        await page.getByRole("radio", { name: /^weekend_bread/ }).check();
        await page.getByText("Oi Rafael Teixeira!").waitFor();
        await page.getByRole("button", { name: "Continue" }).click();
        await page.waitForURL(/step=3/);
        await page.getByRole("button", { name: "Continue" }).click();
        const note = page.getByRole("alert").filter({ hasText: "Nobody would get it" });
        await note.getByText(/Only the person can come back, by writing START/).waitFor();
        expect(await page.getByRole("button", { name: /^Send to/ }).count()).toBe(0);
        expect(await axe(page)).toEqual([]);
      },
      PHONE,
    ));

  test("of more than 1,000 people has their number typed, and launches once", ({ expect }) =>
    open(expect, async (page) => {
      const { id } = await draft("vip", "follow_up", "Many people");
      await signIn(page);
      const launches: (string | undefined)[] = [];
      await rewrite(page, "**/audience-preview", { eligible: 1234, matched: 1300 });
      await page.route("**/launch", (route) => {
        launches.push(route.request().headers()["idempotency-key"]);
        return route.fulfill({
          status: 503,
          contentType: "application/problem+json",
          body: JSON.stringify({ code: "unavailable", status: 503, retryable: true }),
        });
      });
      await page.goto(`${theBakery().url}/console/campaigns/${String(id)}/edit?step=4`);
      const field = page.getByLabel("To send, type the number of people: 1,234");
      await field.fill("1243");
      await page.keyboard.press("Enter");
      await page.getByText("That is not 1,234. Nothing was sent.").waitFor();
      expect(launches).toEqual([]);
      await field.fill("1234");
      await page.keyboard.press("Enter");
      await page.getByRole("alert").getByText("A part of the service does not answer").waitFor();
      await page.getByRole("button", { name: "Send to 1,234 people" }).click();
      await expect.poll(() => launches.length).toBe(2);
      expect(new Set(launches).size).toBe(1);
    }));
});

test("a campaign goes to a segment, whose people are counted while it is chosen", ({ expect }) =>
  open(expect, async (page) => {
    const filter = { field: "tags", op: "contains", value: "vip" };
    const { id } = await api("POST", "/v1/segments", { name: "Os da casa", filter });
    const { id: campaign } = await draft("vip", "follow_up", "To a segment");
    await signIn(page, `/campaigns/${String(campaign)}/edit`);
    await page.getByLabel("A segment").check();
    await page.getByText("Choose people to see how many get it.").waitFor();
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByText("Choose a segment.", { exact: true }).waitFor();
    await page.getByLabel("Which segment").selectOption("Os da casa");
    const { matched } = await api("POST", "/v1/campaigns/audience-preview", {
      audience: { segment_id: id },
    });
    expect(matched).toBeGreaterThan(0);
    await page.getByText(new RegExp(`^${String(matched)} chosen = `)).waitFor();
    expect(await axe(page)).toEqual([]);
    await page.getByRole("button", { name: "Continue" }).click();
    await page.waitForURL(/step=2/);
    expect((await api("GET", `/v1/campaigns/${String(campaign)}`))["audience"]).toEqual({
      segment_id: id,
    });
    await page.goBack();
    expect(await page.getByLabel("Which segment").inputValue()).toBe(id);
    await remove(`/v1/campaigns/${String(campaign)}`);
    await remove(`/v1/segments/${String(id)}`);
  }));

describe("a campaign that is under way", () => {
  test("that paused by itself says why and what to do before anything else", ({ expect }) =>
    open(expect, async (page) => {
      await signIn(page);
      await rewrite(page, "**/progress", { status: "paused", pause_reason: "meta_131042" });
      const refusal = {
        code: "meta_131042",
        meta_code: 131042,
        remedy_code: "mend_payment",
        remedy: "Meta cannot charge the account: mend the payment method, then resume.",
        retryable: false,
      };
      await rewrite(page, "**/report", { errors: [{ refusal, count: 1 }] });
      await page.goto(`${theBakery().url}/console/campaigns/${theBakery().running}`);
      const note = page.getByRole("alert").filter({ hasText: "Meta answered meta_131042" });
      await note.getByText("mend the payment method, then resume").waitFor();
      const bar = page.getByRole("progressbar");
      const [above, below] = await Promise.all([note.boundingBox(), bar.boundingBox()]);
      expect(above?.y ?? 0).toBeLessThan(below?.y ?? 0);
      await page.getByRole("button", { name: "Resume", exact: true }).waitFor();
    }));

  test("opens the people behind a reason by name, and their talk", ({ expect }) =>
    open(expect, async (page) => {
      await signIn(page, `/campaigns/${theBakery().running}`);
      await page.getByRole("button", { name: /Never asked for marketing consent/ }).click();
      await page.waitForURL(/code=no_consent/);
      const row = page.getByRole("row").filter({ hasText: "No marketing consent" }).first();
      await row.waitFor();
      expect(await row.getByRole("rowheader").innerText()).toMatch(/\p{L}+ \p{L}+\s+\+55/u);
      await page.goto(`${theBakery().url}/console/campaigns`);
      await page
        .getByText(/\d+ delivered, \d+ read, \d+ failed/)
        .first()
        .waitFor();
    }));

  test("says what failed and how to go on", ({ expect }) =>
    open(expect, async (page) => {
      await signIn(page);
      await page.route("**/v1/campaigns?**", (route) =>
        route.fulfill({
          status: 500,
          contentType: "application/problem+json",
          body: JSON.stringify({ code: "internal", status: 500, request_id: "req_9" }),
        }),
      );
      await page.goto(`${theBakery().url}/console/campaigns`);
      await page.getByRole("alert").getByText("Request req_9").waitFor();
      await page.unroute("**/v1/campaigns?**");
      await page.getByRole("button", { name: "Try again" }).click();
      await page.getByRole("link", { name: "Sábado VIP" }).waitFor();
      await page.route("**/v1/campaigns/audience-preview", (route) => route.abort());
      await page.getByRole("link", { name: "New campaign" }).click();
      await page.getByRole("alert").getByText("No connection").waitFor({ timeout: 20_000 });
    }));
});
