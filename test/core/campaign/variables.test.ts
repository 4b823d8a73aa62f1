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
import type { TemplateVariable } from "#core/whatsapp/template";

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
  const of = (key: string, kind: TemplateVariable["kind"] = "text"): TemplateVariable => ({
    key,
    kind,
    max: 1024,
  });
  const required = [of("body.1"), of("header.1")];
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
    expect(checkVariables({ "body.1": { value: " \n " } }, [of("body.1")]).ok).toBe(false);
  });

  test.for([
    ["text", "x", true],
    ["degrees", "-33.45", true],
    ["degrees", "181", false],
    ["image", `med_${"0".repeat(26)}`, true],
    ["image", "https://shop.example/a.jpg", true],
    ["image", "http://shop.example/a.jpg", false],
    ["document", "1013859600285441", false],
    ["instant", "2026-12-24T18:00:00Z", true],
    ["instant", "2026-12-24T18:00:00+01:00", true],
    ["instant", "tomorrow", false],
    ["products", "a, b", true],
    ["products", Array.from({ length: 31 }, (_, i) => i).join(), false],
  ] as const)("a variable of kind %s takes %s: %s", ([kind, value, isTaken], { expect }) => {
    expect(checkVariables({ "header.1": { value } }, [of("header.1", kind)]).ok).toBe(isTaken);
  });

  test("what is no text has one value for everybody", ({ expect }) => {
    const checked = checkVariables({ "header.1": { field: "name" } }, [of("header.1", "image")]);
    expect(checked.ok ? [] : checked.error.map(({ code }) => code)).toEqual(["value_needed"]);
  });

  test("a value has room in the text around it", ({ expect }) => {
    const room = [{ ...of("body.1"), max: 5 }];
    expect(checkVariables({ "body.1": { value: "12345" } }, room).ok).toBe(true);
    expect(checkVariables({ "body.1": { value: "123456" } }, room).ok).toBe(false);
    const name: Variables = { "body.1": { field: "name", fallback: "you" } };
    const limits = { "body.1": 5 };
    expect(freezeVariables(name, aContact({ name: "Maria" }), limits)).toEqual({
      "body.1": "Maria",
    });
    expect(freezeVariables(name, aContact({ name: "Mariana" }), limits)).toEqual({
      "body.1": "you",
    });
    expect(freezeVariables(name, aContact({ name: "Mariana" }), { "body.1": 2 })).toBeNull();
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
