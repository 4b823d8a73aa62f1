import { test } from "vitest";

import { identityOf, parseContactSelector } from "#core/contact/selector";

const read = (text: string, country: string | null = null) => {
  const selector = parseContactSelector(text, country);
  return selector.ok ? [selector.value.kind, selector.value.value] : selector.error.code;
};

test("reads every form of a contact selector", ({ expect }) => {
  const id = "con_01k9zq3v6m8r2t4w6y8a0c2e4g";
  expect(read(id)).toEqual(["id", id]);
  expect(read("phone:+55 11 98765-4321")).toEqual(["phone", "+5511987654321"]);
  expect(read("phone:11987654321", "BR")).toEqual(["phone", "+5511987654321"]);
  expect(read("+5511987654321")).toEqual(["phone", "+5511987654321"]);
  expect(read("bsuid:US.13491208655302741918")).toEqual(["bsuid", "US.13491208655302741918"]);
  expect(read("ext:crm:42")).toEqual(["external_id", "crm:42"]);
});

test("names the fault of a bad selector", ({ expect }) => {
  expect(read("con_1")).toBe("invalid_request");
  expect(read("5511987654321")).toBe("invalid_request");
  expect(read("ext:")).toBe("invalid_request");
  expect(read("phone:5551234567")).toBe("country_required");
  expect(read("phone:+999123")).toBe("invalid_phone");
  expect(read("bsuid:us.123")).toBe("invalid_user_id");
});

test("variants of one number name one identity", ({ expect }) => {
  const keyOf = (text: string) => {
    const selector = parseContactSelector(text);
    return selector.ok ? identityOf(selector.value) : null;
  };
  expect(keyOf("+551187654321")).toEqual(keyOf("phone:+5511987654321"));
  expect(keyOf("ext:1")).toBeNull();
});
