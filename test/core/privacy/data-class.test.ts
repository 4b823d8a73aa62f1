import { describe, test } from "vitest";

import { columnsOf, isOfCustomers, type DataPlace } from "#core/privacy/data-class";

const place = (holds: DataPlace["holds"]): DataPlace => ({
  holds,
  onErasure: "none",
  keptFor: "workspace",
  purpose: "of a test",
});

describe("a place of the data map", () => {
  test("has each name with its class", ({ expect }) => {
    const columns = columnsOf(place({ plain: "id created_at", identity: "phone", content: "" }));
    expect([...columns]).toEqual([
      ["id", "plain"],
      ["created_at", "plain"],
      ["phone", "identity"],
    ]);
  });

  test.for([
    [false, { plain: "id", keyed: "hash", account: "email", origin: "ip", sealed: "token" }],
    [false, { plain: "id", content: "" }],
    [true, { identity: "phone" }],
    [true, { profile: "name" }],
    [true, { plain: "id", content: "body" }],
  ] as const)("is of customers: %s, by %j", ([is, holds], { expect }) => {
    expect(isOfCustomers(place(holds))).toBe(is);
  });
});
