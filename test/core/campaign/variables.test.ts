import { DatabaseSync } from "node:sqlite";

import fc from "fast-check";
import { describe, test } from "vitest";

import {
  checkVariables,
  cleanValue,
  isContactField,
  variableBindings,
  variablesSql,
  type Variables,
} from "#core/campaign/variables";

const db = new DatabaseSync(":memory:");

/** Freeze the variables for one contact, as the planner does. */
function freeze(variables: Variables, contact: { name?: string | null; fields?: object }) {
  const { columns, isMissing, object } = variablesSql(variables, "c", "?3");
  const row = db
    .prepare(
      `SELECT ${isMissing} missing, ${object} object FROM (SELECT ${["c.name", ...columns].join(", ")}
       FROM (SELECT ?1 name, ?2 fields, NULL phone, NULL external_id, 'es' language, NULL username) c)
       WHERE ?3 IS NOT NULL`,
    )
    .get(
      contact.name ?? null,
      JSON.stringify(contact.fields ?? {}),
      JSON.stringify(variableBindings(variables)),
    );
  return row?.["missing"] === 1 ? "missing" : (JSON.parse(String(row?.["object"])) as unknown);
}

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

describe("freezing variables in SQL", () => {
  test("takes the field, or else the fallback, or else skips", ({ expect }) => {
    const name: Variables = { "body.1": { field: "name" } };
    const withFallback: Variables = { "body.1": { field: "name", fallback: "friend" } };
    expect(freeze(name, { name: "Ana" })).toEqual({ "body.1": "Ana" });
    expect(freeze(name, { name: null })).toBe("missing");
    expect(freeze(name, { name: " \t" })).toBe("missing");
    expect(freeze(withFallback, { name: "" })).toEqual({ "body.1": "friend" });
  });

  test("writes numbers as people do, and no lists", ({ expect }) => {
    const variables: Variables = { "body.1": { field: "fields.x" } };
    expect(freeze(variables, { fields: { x: 5 } })).toEqual({ "body.1": "5" });
    expect(freeze(variables, { fields: { x: 5.5 } })).toEqual({ "body.1": "5.5" });
    expect(freeze(variables, { fields: { x: true } })).toEqual({ "body.1": "true" });
    expect(freeze(variables, { fields: { x: [1] } })).toBe("missing");
    expect(freeze(variables, { fields: {} })).toBe("missing");
  });

  test("keeps each value at its own name", ({ expect }) => {
    const variables: Variables = {
      "header.1": { value: "Sale" },
      "body.2": { field: "language" },
      "body.1": { field: "name" },
    };
    expect(freeze(variables, { name: "Ana" })).toEqual({
      "header.1": "Sale",
      "body.1": "Ana",
      "body.2": "es",
    });
  });

  test("cleans every text as the rule does", ({ expect }) => {
    const text = fc.string({
      unit: fc.constantFrom("a", " ", "\n", "\t", "\r", "é", "😀", "'", '"', "\u0001", "\u0002"),
      maxLength: 40,
    });
    fc.assert(
      fc.property(text, (name) => {
        const clean = cleanValue(name);
        expect(freeze({ "body.1": { field: "name" } }, { name })).toEqual(
          clean === null ? "missing" : { "body.1": clean },
        );
      }),
    );
  });

  test("skips a value that Meta would find too long", ({ expect }) => {
    const variables: Variables = { "body.1": { field: "name" } };
    expect(freeze(variables, { name: "x".repeat(1025) })).toBe("missing");
    expect(freeze(variables, { name: "😀".repeat(1024) })).toEqual({ "body.1": "😀".repeat(1024) });
  });
});
