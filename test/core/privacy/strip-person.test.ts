import fc from "fast-check";
import { describe, test } from "vitest";

import { naming, stripPerson } from "#core/privacy/strip-person";

const ANA = "34600991122";
const ofAna = naming([ANA, "ES.ana"]);

describe("a value without a person", () => {
  test("keeps the elements of lists that are others', and nothing that is theirs", ({ expect }) => {
    const value = {
      field: "messages",
      value: {
        metadata: { display_phone_number: "15550100" },
        contacts: [{ wa_id: ANA, profile: { name: "Ana" } }, { wa_id: "34600991133" }],
        messages: [
          { from: ANA, text: { body: "hola" } },
          { from: "34600991133", text: { body: "adios" } },
        ],
      },
    };
    expect(stripPerson(value, ofAna)).toEqual({
      field: "messages",
      value: {
        metadata: { display_phone_number: "15550100" },
        contacts: [{ wa_id: "34600991133" }],
        messages: [{ from: "34600991133", text: { body: "adios" } }],
      },
    });
  });

  test.for([
    ["a text that holds a name", `to +${ANA}`],
    ["a member that does, outside of any list", { user: { id: "ES.ana" }, at: 1 }],
    ["a member that is called so", { [ANA]: true }],
  ])("is nothing for %s", ([, value], { expect }) => {
    expect(stripPerson(value, ofAna)).toBeUndefined();
  });

  test("names them nowhere, whatever it was; and one that never did is as it was", ({ expect }) => {
    const text = fc.constantFrom(ANA, `+${ANA}!`, "ES.ana", "other", "");
    const value = fc.jsonValue().chain(
      (plain) =>
        fc.letrec((tie) => ({
          node: fc.oneof(
            { maxDepth: 4 },
            text,
            fc.constant(plain),
            fc.array(tie("node"), { maxLength: 4 }),
            fc.dictionary(fc.constantFrom("a", "b", ANA), tie("node"), { maxKeys: 3 }),
          ),
        })).node,
    );
    fc.assert(
      fc.property(value, (given) => {
        const before = JSON.stringify(given);
        const left = JSON.stringify(stripPerson(given, ofAna)) ?? "";
        expect(ofAna(left)).toBe(false);
        if (!ofAna(before)) expect(left).toBe(before);
      }),
    );
  });
});
