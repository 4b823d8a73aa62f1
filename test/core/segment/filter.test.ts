import { describe, test } from "vitest";

import { exampleId } from "#core/ids";
import { EVERYONE, parseFilter } from "#core/segment/filter";

const tag = (value: string) => ({ field: "tags", op: "contains", value });
const faultOf = (input: unknown) => {
  const filter = parseFilter(input);
  return filter.ok ? null : [filter.error.code, filter.error.pointer];
};
const nested = (levels: number): unknown => (levels === 0 ? tag("a") : { not: nested(levels - 1) });

describe("parseFilter", () => {
  test("reads groups and leaves, and folds their values", ({ expect }) => {
    expect(
      parseFilter({
        and: [
          tag(" VIP "),
          { or: [{ field: "consent.marketing", op: "ne", value: "withdrawn" }] },
          { not: { field: "created_at", op: "gte", value: "2026-01-01T00:00:00Z" } },
        ],
      }),
    ).toEqual({
      ok: true,
      value: {
        all: [
          { field: "tags", op: "contains", tag: "vip" },
          { any: [{ field: "consent.marketing", op: "ne", state: "withdrawn" }] },
          { not: { field: "created_at", op: "gte", atMs: Date.parse("2026-01-01T00:00:00Z") } },
        ],
      },
    });
    expect(parseFilter({})).toEqual({ ok: true, value: EVERYONE });
  });

  test("refuses more than 5 levels and more than 50 leaves", ({ expect }) => {
    expect(faultOf(nested(5))).toBeNull();
    expect(faultOf(nested(6))?.[0]).toBe("filter_too_complex");
    expect(faultOf({ and: Array.from({ length: 50 }, () => tag("a")) })).toBeNull();
    const thirty = { or: Array.from({ length: 30 }, () => tag("a")) };
    expect(faultOf({ and: [thirty, thirty] })).toEqual(["filter_too_complex", "/and/1/or/20"]);
    expect(faultOf({ and: Array.from({ length: 51 }, () => tag("a")) })?.[0]).toBe(
      "filter_too_complex",
    );
  });

  test.for([
    [{ field: "password", op: "eq", value: "x" }, "unknown_field", "/field"],
    [{ field: "constructor", op: "eq", value: "x" }, "unknown_field", "/field"],
    [{ field: "tags", op: "eq", value: "x" }, "unknown_field", "/op"],
    [
      { and: [tag("a"), { field: "consent.sms", op: "eq", value: "granted" }] },
      "unknown_field",
      "/and/1/field",
    ],
    [{ field: "fields.", op: "eq", value: "x" }, "unknown_field", "/field"],
    [{ field: "campaign.cmp_1", op: "eq", value: "read" }, "unknown_field", "/field"],
    [
      { field: `campaign.${exampleId("campaign")}`, op: "eq", value: "received" },
      "invalid_request",
      "/value",
    ],
    [{ field: "name", op: "in", value: ["x"] }, "unknown_field", "/op"],
    [{ field: "name", op: "eq", value: "" }, "invalid_request", "/value"],
    [{ field: "phone", op: "eq", value: "5511" }, "invalid_request", "/value"],
    [{ field: "phone", op: "in", value: ["+34600111222", 1] }, "invalid_request", "/value/1"],
    [{ field: "country", op: "eq", value: "br" }, "invalid_request", "/value"],
    [{ field: "country", op: "eq", value: "GG" }, "invalid_request", "/value"],
    [{ field: "country", op: "starts_with", value: "XX" }, "invalid_request", "/value"],
    [{ field: "language", op: "in", value: [] }, "invalid_request", "/value"],
    [{ field: "fields.size", op: "gt", value: "5" }, "invalid_request", "/value"],
    [{ field: "fields.size", op: "eq", value: null }, "invalid_request", "/value"],
    [{ field: "last_inbound_at", op: "eq", value: "2026-01-01T00:00:00Z" }, "unknown_field", "/op"],
    [{ field: "tags", op: "contains", value: 1 }, "invalid_request", "/value"],
    [{ field: "tags", op: "contains", value: "a,b" }, "invalid_request", "/value"],
    [{ field: "tags", op: "exists", value: "yes" }, "invalid_request", "/value"],
    [{ field: "consent.marketing", op: "eq", value: "maybe" }, "invalid_request", "/value"],
    [{ field: "created_at", op: "gt", value: "yesterday" }, "invalid_request", "/value"],
    [{ field: "created_at", op: "gt", value: "2026-13-01T00:00:00Z" }, "invalid_request", "/value"],
    [{ field: "tags", op: "contains" }, "invalid_request", ""],
    [{ field: "tags", op: "contains", value: "a", extra: 1 }, "invalid_request", "/extra"],
    [{ and: [], or: [] }, "invalid_request", ""],
    [{ and: [] }, "invalid_request", "/and"],
    [{ or: {} }, "invalid_request", "/or"],
    [{ not: [] }, "invalid_request", "/not"],
    ["tags", "invalid_request", ""],
    [null, "invalid_request", ""],
  ] as const)("names the fault of %j", ([input, code, pointer], { expect }) => {
    expect(faultOf(input)).toEqual([code, pointer]);
  });
});
