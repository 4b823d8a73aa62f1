import fc from "fast-check";
import { describe, test } from "vitest";

import { renderReply, unknownVariable, type ReplyValues } from "#core/quick-reply/render";

const values: ReplyValues = {
  contact: {
    name: "Ana Sousa",
    phone: "+5511987654321",
    language: null,
    fields: { order: 7, "a-b": " ", deep: {} },
  },
  agent: { name: null },
  number: { name: "Counter" },
};

describe("a quick reply", () => {
  test.for([
    ["Hi {{contact.name|there}}!", "Hi Ana Sousa!"],
    ["Hi {{ contact.first_name }}!", "Hi Ana!"],
    ["{{agent.name|The team}} at {{number.name}}", "The team at Counter"],
    ["{{agent.name}}.", "."],
    [
      "Order {{contact.fields.order}}{{contact.fields.none|?}}{{contact.fields.a-b|-}}{{contact.fields.deep|!}}",
      "Order 7?-!",
    ],
    ["No {braces} {{}", "No {braces} {{}"],
  ] as const)("%s reads %s", ([text, read], { expect }) => {
    expect(renderReply(text, values)).toBe(read);
  });

  test("tells the variable that nothing can fill", ({ expect }) => {
    expect(unknownVariable("{{contact.name}} {{contact.fields.x}}")).toBeNull();
    expect(unknownVariable("{{contact.name}} {{contact.mood|x}}")).toBe("contact.mood");
    expect(unknownVariable("{{constructor}}")).toBe("constructor");
    expect(unknownVariable("{{}}")).toBe("");
  });

  test("leaves a text without variables as it is, and fills each once, whatever a value holds", ({
    expect,
  }) => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const plain = text.replaceAll("{{", "");
        expect(renderReply(plain, values)).toBe(plain);
        const contact = { ...values.contact, name: `x${text}{{number.name}}` };
        expect(renderReply("{{contact.name}}", { ...values, contact })).toBe(contact.name);
      }),
    );
  });
});
