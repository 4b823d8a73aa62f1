import { describe, test } from "vitest";

import { until } from "../fixtures/until.ts";
import { allTold, aSandbox, valuesOf } from "./a-sandbox.ts";

const DRAFT = {
  name: "order_update",
  language: "en_US",
  category: "UTILITY",
  components: [{ type: "BODY", text: "Your order has been shipped." }],
};
const OTHER = { components: [{ type: "BODY", text: "Your order has arrived at last." }] };
const DAY_MS = 24 * 60 * 60 * 1000;

type World = Awaited<ReturnType<typeof aSandbox>>;

const create = async ({ call, number }: World, change: object = {}) => {
  const path = `${number.waba_id}/message_templates`;
  const { json } = await call("POST", path, { ...DRAFT, ...change });
  return String(json["id"]);
};
const statusOf = async ({ call }: World, id: string) =>
  (await call("GET", `${id}?fields=status`)).json["status"];

describe("an edit of a template", () => {
  test("is reviewed again, and of an approved one comes once a day", async ({ expect }) => {
    const world = await aSandbox({ template_review: "manual" });
    const { call, stub, posted } = world;
    const id = await create(world);
    const early = await call("POST", id, OTHER);
    expect(early.json.error.code).toBe(100);
    await stub.reviewTemplate({ template_id: id, event: "APPROVED" });
    expect(await statusOf(world, id)).toBe("APPROVED");
    expect((await call("POST", id, OTHER)).json).toEqual({ success: true });
    expect(await statusOf(world, id)).toBe("PENDING");
    const { json } = await call("GET", `${id}?fields=components`);
    expect(json["components"]).toEqual(OTHER.components);
    await stub.reviewTemplate({ template_id: id, event: "APPROVED" });
    expect((await call("POST", id, OTHER)).json.error.code).toBe(100);
    await stub.moveClock({ advanceMs: DAY_MS + 1 });
    expect((await call("POST", id, OTHER)).json).toEqual({ success: true });
    await allTold(stub);
    const events = valuesOf(posted, "message_template_status_update").map(({ event }) => event);
    expect(events).toEqual(["APPROVED", "APPROVED"]);
  });

  test("is judged like a new one, and its category stays once it is approved", async ({
    expect,
  }) => {
    const world = await aSandbox({ template_review: "manual" });
    const { call, stub } = world;
    const id = await create(world);
    await stub.reviewTemplate({ template_id: id, event: "REJECTED" });
    const bad = await call("POST", id, { components: [{ type: "BODY", text: "{{1}}" }] });
    const empty = await call("POST", id, {});
    expect([bad.json.error.code, empty.json.error.code]).toEqual([100, 100]);
    const moved = await call("POST", id, { category: "MARKETING" });
    expect(moved.json).toEqual({ success: true });
    await stub.reviewTemplate({ template_id: id, event: "APPROVED" });
    const late = await call("POST", id, { category: "UTILITY" });
    expect(late.json.error.code).toBe(100);
  });

  test("needs a template", async ({ expect }) => {
    const { call } = await aSandbox();
    const { status, json } = await call("POST", "123", OTHER);
    expect([status, json.error.code]).toEqual([400, 100]);
  });
});

test("a paused template is unpaused, and no other", async ({ expect }) => {
  const world = await aSandbox({ template_review: "approve" });
  const { call, stub } = world;
  const id = await create(world);
  await until(async () => (await statusOf(world, id)) === "APPROVED");
  expect((await call("POST", `${id}/unpause`)).json.error.code).toBe(100);
  await stub.reviewTemplate({ template_id: id, event: "PAUSED" });
  expect(await statusOf(world, id)).toBe("PAUSED");
  expect((await call("POST", `${id}/unpause`)).json).toEqual({ success: true });
  expect(await statusOf(world, id)).toBe("APPROVED");
});

test("several templates are deleted by their ids", async ({ expect }) => {
  const world = await aSandbox();
  const [first, second, third] = [
    await create(world),
    await create(world, { name: "other" }),
    await create(world, { name: "third" }),
  ];
  const list = `${world.number.waba_id}/message_templates`;
  const query = encodeURIComponent(JSON.stringify([first, second]));
  const gone = await world.call("DELETE", `${list}?hsm_ids=${query}`);
  expect(gone.json).toEqual({ success: true });
  const { json } = await world.call("GET", list);
  expect((json["data"] as { id: string }[]).map(({ id }) => id)).toEqual([third]);
});
