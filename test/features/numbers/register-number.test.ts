import { afterEach, describe, test, vi } from "vitest";

import { connectNumber } from "#features/numbers/connect-number";
import { sweepNumbers } from "#features/numbers/index";
import type { ScopedContext } from "#platform/context";

import { call } from "../../fixtures/call.ts";
import { eventsOf } from "../../fixtures/events.ts";
import {
  aMetaNumber,
  connectAnswers,
  graphRefusal,
  mockGraph,
  type MetaNumber,
} from "../../fixtures/graph.ts";
import { aTenant } from "../../fixtures/tenant.ts";

afterEach(() => vi.restoreAllMocks());

const bodyOf = ({ wabaId, phoneNumberId }: MetaNumber, pin?: string) =>
  ({
    kind: "cloud",
    waba_id: wabaId,
    phone_number_id: phoneNumberId,
    access_token: "EAAG",
    ...(pin !== undefined && { pin }),
  }) as const;

/** Connect a number of which Meta says this, and that answers its registration so. */
async function connecting(
  says: Readonly<Record<string, unknown>>,
  options: { pin?: string; registers?: () => Response } = {},
) {
  const tenant = await aTenant();
  const meta = aMetaNumber();
  const number = { id: meta.phoneNumberId, display_phone_number: "+1 555-078-3881", ...says };
  const { calls } = mockGraph({
    ...connectAnswers(meta),
    [`GET /${meta.phoneNumberId}`]: () => Response.json(number),
    [`POST /${meta.phoneNumberId}/register`]:
      options.registers ?? (() => Response.json({ success: true })),
  });
  const answer = await call(tenant, "POST /numbers", bodyOf(meta, options.pin), {
    "idempotency-key": "k",
  });
  const made = calls.filter((one) => one.startsWith("POST")).map((one) => one.split("/").at(-1));
  return { answer, made };
}

describe.for(["DISCONNECTED", "PENDING", "UNVERIFIED"])("a number that Meta calls %s", (status) => {
  test("is registered with its PIN", async ({ expect }) => {
    const { answer, made } = await connecting({ status }, { pin: "314159" });
    expect([answer.status, answer.body["status"]]).toEqual([201, "connected"]);
    expect(made).toEqual(["register", "subscribed_apps"]);
    expect(JSON.stringify(answer.body)).not.toContain("314159");
  });

  test("is refused without one, and told what it wants", async ({ expect }) => {
    const { answer, made } = await connecting({ status });
    expect([answer.status, answer.body["code"]]).toEqual([422, "number_rejected"]);
    expect(answer.body["errors"]).toMatchObject([{ pointer: "/pin" }]);
    expect(made).toEqual([]);
  });
});

test("a PIN that is not the number's is named", async ({ expect }) => {
  const options = { pin: "314159", registers: () => graphRefusal(133005) };
  const { answer, made } = await connecting({ status: "PENDING" }, options);
  expect([answer.status, answer.body["code"]]).toEqual([422, "number_rejected"]);
  expect(answer.body["errors"]).toMatchObject([{ pointer: "/pin" }]);
  expect(made).toEqual(["register"]);
});

test("a number of the Business app that is offline is not registered away from it", async ({
  expect,
}) => {
  const says = { status: "DISCONNECTED", is_on_biz_app: true };
  const { answer, made } = await connecting(says, { pin: "314159" });
  expect([answer.status, answer.body["code"]]).toEqual([422, "number_rejected"]);
  expect(made).toEqual([]);
});

test("a number that works is not registered again, PIN or not", async ({ expect }) => {
  const { made } = await connecting({ status: "CONNECTED" }, { pin: "314159" });
  expect(made).toEqual(["subscribed_apps"]);
});

describe("a token that ends", () => {
  const DAY_MS = 86_400_000;
  const scopes = ["whatsapp_business_management", "whatsapp_business_messaging"];

  async function endingIn(days: number, over: object = {}) {
    const tenant = await aTenant();
    const { ctx } = tenant;
    const meta = aMetaNumber();
    const endsAt = Math.floor((Date.now() + days * DAY_MS) / 1000);
    const data = { is_valid: true, app_id: "4242", scopes, expires_at: endsAt, ...over };
    mockGraph({
      ...connectAnswers(meta),
      "GET /debug_token": () => Response.json({ data }),
    });
    const withApp = { ...ctx, env: { ...ctx.env, META_APP_ID: "4242" as "" } };
    const number = await connectNumber(withApp, bodyOf(meta));
    const warned = async () =>
      (await eventsOf(ctx)).filter(({ type }) => type === "number.token_expiring");
    const at = (days_: number): ScopedContext => ({
      ...ctx,
      nowMs: () => Date.now() + days_ * DAY_MS,
    });
    return { ctx, number, endsAt: new Date(endsAt * 1000).toISOString(), warned, at };
  }

  test("is shown, and warned of once, a week before", async ({ expect }) => {
    const { ctx, number, endsAt, warned, at } = await endingIn(30);
    expect(number.token_expires_at).toBe(endsAt);
    await sweepNumbers(ctx);
    expect(await warned()).toEqual([]);
    await Promise.allSettled([sweepNumbers(at(24)), sweepNumbers(at(24))]);
    await sweepNumbers(at(25));
    expect(await warned()).toMatchObject([{ data: { number_id: number.id, expires_at: endsAt } }]);
  });

  test("counts from whichever right ends first, and 0 is never", async ({ expect }) => {
    const soon = Math.floor((Date.now() + 2 * DAY_MS) / 1000);
    const first = await endingIn(30, { data_access_expires_at: soon });
    expect(first.number.token_expires_at).toBe(new Date(soon * 1000).toISOString());
    const never = await endingIn(30, { expires_at: 0, data_access_expires_at: 0 });
    expect(never.number.token_expires_at).toBeNull();
    await sweepNumbers(never.at(400));
    expect(await never.warned()).toEqual([]);
  });
});
