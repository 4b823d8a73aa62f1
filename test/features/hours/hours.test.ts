import { describe, test } from "vitest";

import { call } from "../../fixtures/call";
import { aTenant } from "../../fixtures/tenant";

describe("business hours", () => {
  test("are always open until somebody writes them, and are read as they were written", async ({
    expect,
  }) => {
    const tenant = await aTenant();
    const before = await call(tenant, "GET /business-hours");
    expect(before.body).toMatchObject({ timezone: "UTC", is_open: true, updated_at: null });
    const hours = {
      timezone: "Asia/Tokyo",
      weekly: { mon: [["09:00", "18:00"]] },
      holidays: [{ date: "2026-12-31", name: "Omisoka" }],
    };
    const put = await call(tenant, "PUT /business-hours", hours);
    expect(put.status).toBe(200);
    const after = await call(tenant, "GET /business-hours");
    expect(after.body).toMatchObject({
      timezone: "Asia/Tokyo",
      weekly: { mon: [["09:00", "18:00"]], sun: [] },
      holidays: [{ date: "2026-12-31", hours: [] }],
    });
    const never = await call(tenant, "PUT /business-hours", { weekly: {} });
    expect(never.body).toMatchObject({ is_open: false, next_opening: null, timezone: "UTC" });
  });

  test.for<[string, object, string]>([
    ["an offset", { timezone: "+03:00", weekly: {} }, "/timezone"],
    ["backwards", { weekly: { mon: [["18:00", "09:00"]] } }, "/weekly/mon/0"],
    [
      "a date twice",
      { weekly: {}, holidays: [1, 2].map(() => ({ date: "2026-12-25", name: "X" })) },
      "/holidays",
    ],
  ])("are refused: %s", async ([, body, pointer], { expect }) => {
    const tenant = await aTenant();
    const answer = await call(tenant, "PUT /business-hours", body);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(answer.body.errors?.[0]?.pointer).toBe(pointer);
  });
});
