import { describe, test } from "vitest";

import { TEMPLATE_KINDS } from "../fixtures/template-kinds.ts";
import { aSandbox } from "./a-sandbox.ts";

type Json = Readonly<Record<string, unknown>>;

const BODY = { type: "BODY", text: "Your order has been shipped." };
const image = { type: "HEADER", format: "IMAGE", example: { header_handle: ["4::aW"] } };
const buttons = (...list: Json[]) => ({ type: "BUTTONS", buttons: list });
const link = { type: "URL", text: "Go", url: "https://shop.example" };
const card = (...list: Json[]) => ({
  components: [image, buttons(...(list.length > 0 ? list : [link]))],
});
const offer = (text: string) => ({ type: "LIMITED_TIME_OFFER", limited_time_offer: { text } });
const otp = (over: Json = {}) => buttons({ type: "OTP", otp_type: "COPY_CODE", ...over });

async function make(category: string, components: readonly Json[]) {
  const { call, number } = await aSandbox({ template_review: "manual" });
  const draft = { name: "x", language: "en_US", category, components };
  return call("POST", `${number.waba_id}/message_templates`, draft);
}

describe("a template's creation", () => {
  test.for(Object.entries(TEMPLATE_KINDS))("takes %s", async ([, kind], { expect }) => {
    const { call, number } = await aSandbox({ template_review: "manual" });
    const { variables: _, ...content } = kind;
    const draft = { name: "x", language: "en_US", ...content };
    const { status, json } = await call("POST", `${number.waba_id}/message_templates`, draft);
    expect([status, json.error]).toEqual([200, undefined]);
  });

  test.for<[what: string, category: string, components: Json[]]>([
    ["one card", "MARKETING", [BODY, { type: "CAROUSEL", cards: [card()] }]],
    [
      "cards that differ",
      "MARKETING",
      [BODY, { type: "CAROUSEL", cards: [card(), card({ type: "QUICK_REPLY", text: "A" })] }],
    ],
    [
      "a footer beside cards",
      "MARKETING",
      [BODY, { type: "FOOTER", text: "B" }, { type: "CAROUSEL", cards: [card(), card()] }],
    ],
    ["an offer of utility", "UTILITY", [BODY, offer("Now"), buttons(link)]],
    ["an offer without a link", "MARKETING", [BODY, offer("Now")]],
    ["an offer's long text", "MARKETING", [BODY, offer("x".repeat(17)), buttons(link)]],
    ["a code's own text", "AUTHENTICATION", [BODY, otp()]],
    ["a code without its button", "AUTHENTICATION", [{ type: "BODY" }, buttons(link)]],
    ["one tap without an app", "AUTHENTICATION", [{ type: "BODY" }, otp({ otp_type: "ONE_TAP" })]],
    ["a code in utility", "UTILITY", [BODY, otp({ text: "Copy" })]],
    ["a product without its button", "MARKETING", [{ type: "HEADER", format: "PRODUCT" }, BODY]],
    [
      "a medium's id as a sample",
      "UTILITY",
      [{ ...image, example: { header_handle: ["1013"] } }, BODY],
    ],
    ["a flow without a target", "UTILITY", [BODY, buttons({ type: "FLOW", text: "Book" })]],
    ["a long coupon", "MARKETING", [BODY, buttons({ type: "COPY_CODE", example: "x".repeat(21) })]],
  ])("refuses %s", async ([, category, components], { expect }) => {
    const { status, json } = await make(category, components);
    expect([status, json.error.code]).toEqual([400, 100]);
  });
});

describe("a template that stands", () => {
  const TEXT = { components: [{ type: "BODY", text: "Your order is with the courier." }] };

  test("is edited once a day while it is approved, and reviewed again", async ({ expect }) => {
    const { call, stub, approvedTemplate } = await aSandbox({ template_review: "manual" });
    const id = await approvedTemplate();
    expect((await call("POST", id, TEXT)).json).toEqual({ success: true });
    expect((await call("GET", `${id}?fields=status,components`)).json).toMatchObject({
      status: "PENDING",
      ...TEXT,
    });
    expect((await call("POST", id, TEXT)).json.error.error_subcode).toBe(2388039);
    await stub.reviewTemplate({ template_id: id, event: "APPROVED" });
    expect((await call("POST", id, TEXT)).json.error.error_subcode).toBe(2388039);
    await stub.moveClock({ advanceMs: 86_400_001 });
    expect((await call("POST", id, { category: "MARKETING" })).json.error.code).toBe(100);
    expect((await call("POST", id, TEXT)).json).toEqual({ success: true });
  });

  test("is unpaused when it is paused", async ({ expect }) => {
    const { call, stub, approvedTemplate } = await aSandbox({ template_review: "manual" });
    const id = await approvedTemplate();
    expect((await call("POST", `${id}/unpause`)).status).toBe(400);
    await stub.reviewTemplate({ template_id: id, event: "PAUSED" });
    expect((await call("POST", `${id}/unpause`)).json).toEqual({ success: true });
    expect((await call("GET", `${id}?fields=status`)).json).toMatchObject({ status: "APPROVED" });
  });
});

test("a sample is uploaded in pieces, and its handle is given at the end", async ({ expect }) => {
  const { stub, number } = await aSandbox();
  const ask = async (method: string, path: string, body?: string, offset = 0) => {
    const response = await stub.fetch(`https://graph.sandbox/v26.0/${path}`, {
      method,
      headers: { authorization: `OAuth ${number.access_token}`, file_offset: String(offset) },
      ...(body !== undefined && { body }),
    });
    return response.json<Record<string, unknown>>();
  };
  const begun = await ask("POST", "0/uploads?file_length=6&file_type=image/png");
  const id = String(begun["id"]);
  expect(id).toMatch(/^upload:/);
  expect(await ask("POST", id, "abc")).toEqual({ id, file_offset: 3 });
  expect(await ask("GET", id)).toEqual({ id, file_offset: 3 });
  expect(await ask("POST", id, "abc")).toMatchObject({ error: { code: 100 } });
  expect(await ask("POST", id, "def", 3)).toEqual({ h: expect.stringMatching(/^4::/) });
  const wrong = await ask("POST", "0/uploads?file_length=6&file_type=text/plain");
  expect(wrong).toMatchObject({ error: { code: 100 } });
});
