import { fromString, toUUID, typeidUnboxed } from "typeid-js";
import { test } from "vitest";

import { conversationIdOf } from "#core/conversation/conversation-id";
import { isId, type Id } from "#core/ids";

const contact = (): Id<"contact"> => typeidUnboxed("con") as Id<"contact">;
const number = (): Id<"number"> => typeidUnboxed("num") as Id<"number">;

test("the id is a valid TypeID of a UUIDv7 and keeps the contact's time", ({ expect }) => {
  for (let i = 0; i < 200; i++) {
    const contactId = contact();
    const id = conversationIdOf(contactId, number());
    expect(isId("conversation", id)).toBe(true);
    const uuid = toUUID(fromString(id));
    expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(uuid.slice(0, 13)).toBe(toUUID(fromString(contactId)).slice(0, 13));
  }
});

test("it is a function of both ids", ({ expect }) => {
  const [a, b, x, y] = [contact(), contact(), number(), number()];
  expect(conversationIdOf(a, x)).toBe(conversationIdOf(a, x));
  expect(
    new Set([conversationIdOf(a, x), conversationIdOf(b, x), conversationIdOf(a, y)]).size,
  ).toBe(3);
});
