import fc from "fast-check";
import { test } from "vitest";

import { maskPhone, maskUserId, seen, SEES_ALL } from "#core/contact/mask";
import { parsePhone } from "#core/contact/phone";

test("a number keeps its country code and last digits, and is as long as before", ({ expect }) => {
  expect(["+5511987654321", "+14155550123", "+4930123456", "+99912345"].map(maskPhone)).toEqual([
    "+55•••••••4321",
    "+1••••••0123",
    "+49••••3456",
    "+••••2345",
  ]);
  fc.assert(
    fc.property(fc.stringMatching(/^\+[1-9]\d{6,14}$/), (phone) => {
      const masked = maskPhone(phone);
      expect(masked).toHaveLength(phone.length);
      expect(masked.split("•").length - 1).toBeGreaterThanOrEqual(4);
      expect(parsePhone(masked, "BR").ok).toBe(false);
    }),
  );
});

test("of a person is shown what is not personal", ({ expect }) => {
  const person = {
    name: "Ana",
    phone: "+5511987654321",
    bsuid: "US.1349",
    fields: { cpf: 1, size: "m" },
  };
  expect(seen(person, SEES_ALL)).toBe(person);
  expect(seen(person, { seesAll: false, hidden: new Set(["cpf", "age"]) })).toEqual({
    name: "Ana",
    phone: "+55•••••••4321",
    bsuid: null,
    fields: { cpf: null, size: "m" },
  });
  expect([maskUserId("US.1349"), maskUserId("1349")]).toEqual(["US.••••", "••••"]);
});
