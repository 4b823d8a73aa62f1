import fc from "fast-check";
import { describe, test } from "vitest";

import {
  checkVariables,
  cleanValue,
  freezeVariables,
  isContactField,
  type VariableContact,
  type Variables,
} from "#core/campaign/variables";

const aContact = (given: Partial<VariableContact> = {}): VariableContact => ({
  name: null,
  phone: null,
  external_id: null,
  language: "es",
  username: null,
  fields: {},
  ...given,
});

describe("checking a campaign's variables", () => {
  const required = ["body.1", "header.1"];
  test("takes exactly the template's", ({ expect }) => {
    const variables = { "body.1": { field: "name" }, "header.1": { value: "x" } };
    expect(checkVariables(variables, required)).toEqual({ ok: true, value: null });
  });

  test("names what is missing, unknown or empty", ({ expect }) => {
    const checked = checkVariables(
      { "body.1": { field: "password" }, "body.2": { value: "x" } },
      required,
    );
    expect(checked.ok ? [] : checked.error.map((f) => [f.variable, f.code])).toEqual([
      ["header.1", "missing_variable"],
      ["body.1", "unknown_field"],
      ["body.2", "unknown_variable"],
    ]);
    expect(checkVariables({ "body.1": { value: " \n " } }, ["body.1"]).ok).toBe(false);
  });

  test("a custom field's key cannot carry SQL", ({ expect }) => {
    expect(isContactField("fields.city")).toBe(true);
    expect(isContactField(`fields.x"' OR 1`)).toBe(false);
    expect(isContactField("marketing")).toBe(false);
  });
});

describe("freezing a campaign's variables", () => {
  test("takes the field, or else the fallback, or else nothing", ({ expect }) => {
    const name: Variables = { "body.1": { field: "name" } };
    const withFallback: Variables = { "body.1": { field: "name", fallback: " my  friend" } };
    expect(freezeVariables(name, aContact({ name: "Ana" }))).toEqual({ "body.1": "Ana" });
    expect(freezeVariables(name, aContact())).toBeNull();
    expect(freezeVariables(name, aContact({ name: " \t" }))).toBeNull();
    expect(freezeVariables(withFallback, aContact({ name: "" }))).toEqual({
      "body.1": "my friend",
    });
  });

  test("writes numbers and booleans as JSON does, and no lists", ({ expect }) => {
    const frozen = (x: unknown) =>
      freezeVariables({ "body.1": { field: "fields.x" } }, aContact({ fields: { x } }));
    expect(frozen(5)).toEqual({ "body.1": "5" });
    expect(frozen(5.5)).toEqual({ "body.1": "5.5" });
    expect(frozen(true)).toEqual({ "body.1": "true" });
    expect(frozen([1])).toBeNull();
    expect(frozen(undefined)).toBeNull();
  });

  test("finds no text in what every object inherits", ({ expect }) => {
    for (const key of ["constructor", "toString", "__proto__"])
      expect(freezeVariables({ "body.1": { field: `fields.${key}` } }, aContact())).toBeNull();
  });

  test("gives each variable its own value", ({ expect }) => {
    const variables: Variables = {
      "header.1": { value: "Sale" },
      "body.2": { field: "language" },
      "body.1": { field: "name" },
    };
    expect(freezeVariables(variables, aContact({ name: "Ana" }))).toEqual({
      "header.1": "Sale",
      "body.1": "Ana",
      "body.2": "es",
    });
  });
});

describe("a cleaned value", () => {
  test("has no run of spaces, no space at an end, and is not cleaned further", ({ expect }) => {
    const text = fc.string({ unit: fc.constantFrom("a", " ", "\n", "\t", "\u0001", "😀") });
    fc.assert(
      fc.property(text, (given) => {
        const clean = cleanValue(given);
        fc.pre(clean !== null);
        expect(clean).not.toMatch(/^ | $| {2}|[^\S ]|\p{Cc}/u);
        expect(cleanValue(clean)).toBe(clean);
      }),
    );
  });

  test("has 1,024 characters at most, of whatever width", ({ expect }) => {
    expect(cleanValue("x".repeat(1025))).toBeNull();
    expect(cleanValue("😀".repeat(1024))).toBe("😀".repeat(1024));
  });
});
