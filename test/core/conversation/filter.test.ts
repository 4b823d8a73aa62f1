import fc from "fast-check";
import { describe, test } from "vitest";

import { parseConversationFilter } from "#core/conversation/filter";
import {
  asksForMe,
  passesFilter,
  writtenOnly,
  type Filtered,
} from "#core/conversation/passes-filter";
import { tagKeys } from "#core/conversation/tag-keys";

const USER = "usr_01k9zq3v6m8r2t4w6y8a0c2e4g";
const NUMBER = "num_01k9zq3v6m8r2t4w6y8a0c2e4g";
const row: Filtered = {
  numberId: NUMBER,
  status: "open",
  priority: "normal",
  assignee: null,
  tagKeys: tagKeys(["VIP", "late order"]),
  unread: 1,
  lastAt: 10,
  lastInboundAt: 10,
};
const leaf = (field: string, op: string, value: unknown) => ({ field, op, value });

function passes(filter: unknown, over: Partial<Filtered> = {}): boolean {
  const parsed = parseConversationFilter(filter);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return passesFilter({ ...row, ...over }, parsed.value, { me: USER, nowMs: 20 });
}

describe("a filter over conversations", () => {
  test("asks for each field", ({ expect }) => {
    expect(passes(leaf("status", "in", ["open", "pending"]))).toBe(true);
    expect(passes(leaf("status", "ne", "open"))).toBe(false);
    expect(passes(leaf("tags", "contains", " vip "))).toBe(true);
    expect(passes(leaf("tags", "contains", "order"))).toBe(false);
    expect(passes(leaf("tags", "exists", false), { tagKeys: null })).toBe(true);
    expect(passes(leaf("assignee", "eq", "me"))).toBe(false);
    expect(passes(leaf("assignee", "eq", "me"), { assignee: USER })).toBe(true);
    expect(passes(leaf("assignee", "exists", true))).toBe(false);
    expect(passes(leaf("unread", "eq", true))).toBe(true);
    expect(passes(leaf("needs_reply", "eq", true))).toBe(true);
    expect(passes(leaf("window", "eq", "open"))).toBe(true);
    expect(passes(leaf("window", "eq", "never"), { lastInboundAt: null })).toBe(true);
    expect(passes(leaf("last_inbound_at", "gt", "1970-01-01T00:00:00.009Z"))).toBe(true);
    expect(passes(leaf("priority", "eq", "high"))).toBe(false);
    expect(passes(leaf("number", "eq", NUMBER))).toBe(true);
    expect(passes({})).toBe(true);
  });

  test("is refused with the place that is wrong", ({ expect }) => {
    const fault = (filter: unknown) => {
      const parsed = parseConversationFilter(filter);
      return parsed.ok ? null : [parsed.error.code, parsed.error.pointer];
    };
    expect(fault({ and: [leaf("phone", "eq", "x")] })).toEqual(["unknown_field", "/and/0/field"]);
    expect(fault(leaf("status", "gt", "open"))).toEqual(["unknown_field", "/op"]);
    expect(fault(leaf("status", "eq", "gone"))).toEqual(["invalid_request", "/value"]);
    expect(fault(leaf("status", "in", []))).toEqual(["invalid_request", "/value"]);
    expect(fault(leaf("assignee", "eq", "none"))).toEqual(["invalid_request", "/value"]);
    expect(fault({ not: { or: [] } })).toEqual(["invalid_request", "/not/or"]);
    expect(fault([])).toEqual(["invalid_request", ""]);
    expect(fault({ __proto__: null, field: "constructor", op: "eq", value: 1 })).toEqual([
      "unknown_field",
      "/field",
    ]);
  });

  test("never throws, whatever is given", ({ expect }) => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 9 }), (value) => {
        expect(typeof parseConversationFilter(value).ok).toBe("boolean");
      }),
    );
  });

  test("is known to ask for me, and for those that have written", ({ expect }) => {
    const of = (filter: unknown) => {
      const parsed = parseConversationFilter(filter);
      if (!parsed.ok) throw new Error(parsed.error.message);
      return parsed.value;
    };
    expect(asksForMe(of({ or: [{ not: leaf("assignee", "eq", "me") }] }))).toBe(true);
    expect(asksForMe(of(leaf("assignee", "eq", USER)))).toBe(false);
    expect(
      writtenOnly(of({ and: [leaf("status", "eq", "open"), leaf("unread", "eq", true)] })),
    ).toBe(true);
    expect(writtenOnly(of(leaf("window", "eq", "never")))).toBe(false);
    expect(
      writtenOnly(of({ or: [leaf("unread", "eq", true), leaf("status", "eq", "open")] })),
    ).toBeNull();
  });
});
