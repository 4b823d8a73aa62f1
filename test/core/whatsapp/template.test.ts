import fc from "fast-check";
import { describe, test } from "vitest";

import {
  buildTemplateContent,
  checkTemplateParameters,
  variablesOf,
} from "#core/whatsapp/template";
import { parseComponents } from "#core/whatsapp/template-components";

const template = {
  name: "order_shipped",
  language: "en_US",
  components: parseComponents([
    { type: "HEADER", format: "TEXT", text: "Order {{1}}" },
    { type: "BODY", text: "Hello {{1}}, your order {{2}} is on its way." },
    { type: "FOOTER", text: "Reply STOP to opt out" },
    { type: "BUTTONS", buttons: [{ type: "QUICK_REPLY", text: "Thanks" }] },
  ]),
};
const withText = (text: string) => parseComponents([{ type: "BODY", text }]);
const values = { "header.1": "A-1", "body.1": "Ana", "body.2": "A-1" };

const keysOf = (of: Parameters<typeof variablesOf>[0]) => variablesOf(of).map(({ key }) => key);

const faultsOf = (content: unknown, of = template) => {
  const result = checkTemplateParameters(of, content);
  return result.ok ? [] : result.error.map(({ pointer, code }) => `${code} ${pointer}`);
};

const withBody = (...texts: string[]) => ({
  ...buildTemplateContent(template, values),
  components: [
    { type: "header", parameters: [{ type: "text", text: "A-1" }] },
    { type: "body", parameters: texts.map((text) => ({ type: "text", text })) },
  ],
});

describe("variablesOf", () => {
  test("names every variable once, header first", ({ expect }) => {
    expect(keysOf(template)).toEqual(["header.1", "body.1", "body.2"]);
  });

  test("a variable that is used twice needs one value", ({ expect }) => {
    const components = withText("Hi {{2}} and {{1}} and {{2}} again");
    expect(keysOf({ components })).toEqual(["body.1", "body.2"]);
  });

  test("components of a kind that is not known have none", ({ expect }) => {
    expect(
      keysOf({ components: parseComponents([{ type: "POEM", cards: [] }, null, "x"]) }),
    ).toEqual([]);
  });
});

describe("buildTemplateContent", () => {
  test("carries only the components that have variables, in Meta's order", ({ expect }) => {
    expect(buildTemplateContent(template, values)).toEqual({
      name: "order_shipped",
      language: { code: "en_US" },
      components: [
        { type: "header", parameters: [{ type: "text", text: "A-1" }] },
        {
          type: "body",
          parameters: [
            { type: "text", text: "Ana" },
            { type: "text", text: "A-1" },
          ],
        },
      ],
    });
  });

  test("a template without variables is sent without components", ({ expect }) => {
    const plain = { ...template, components: withText("Hello.") };
    expect(buildTemplateContent(plain, {})).toEqual({
      name: "order_shipped",
      language: { code: "en_US" },
    });
  });

  test("what it builds from proper values passes the check", ({ expect }) => {
    const text = fc
      .stringMatching(/^[a-zé{}$& ]{1,20}$/)
      .filter((s) => s.trim() !== "" && !/ {5}/.test(s));
    fc.assert(
      fc.property(text, text, text, (a, b, c) => {
        const content = buildTemplateContent(template, { "header.1": a, "body.1": b, "body.2": c });
        expect(faultsOf(content)).toEqual([]);
      }),
    );
  });

  test("a missing value does not pass the check", ({ expect }) => {
    const content = buildTemplateContent(template, { ...values, "body.2": "" });
    expect(faultsOf(content)).toEqual(["parameter_text /components/1/parameters/1/text"]);
  });
});

describe("checkTemplateParameters", () => {
  test.for([
    ["too few", ["Ana"], "parameter_count /components/1/parameters"],
    ["too many", ["a", "b", "c"], "parameter_count /components/1/parameters"],
    ["a line break", ["a", "b\nc"], "parameter_text /components/1/parameters/1/text"],
    ["a tab", ["a\tb", "c"], "parameter_text /components/1/parameters/0/text"],
    ["five spaces", ["a     b", "c"], "parameter_text /components/1/parameters/0/text"],
    ["an empty text", ["", "c"], "parameter_text /components/1/parameters/0/text"],
    ["too long a text", ["a", "b".repeat(1010)], "parameter_length /components/1/parameters"],
  ] as const)("refuses %s", ([, texts, fault], { expect }) => {
    expect(faultsOf(withBody(...texts))).toEqual([fault]);
  });

  test("takes four spaces in a row", ({ expect }) => {
    expect(faultsOf(withBody("a    b", "c"))).toEqual([]);
  });

  test("refuses a send without a component that has variables", ({ expect }) => {
    expect(faultsOf({ name: "order_shipped", language: { code: "en_US" } })).toEqual([
      "parameter_count /components",
      "parameter_count /components",
    ]);
  });

  test("refuses a component that is given twice", ({ expect }) => {
    const content = withBody("a", "b");
    const components = [...content.components, ...content.components.slice(1)];
    expect(faultsOf({ ...content, components })).toEqual(["component_twice /components"]);
  });

  test("refuses parameters of another type than text", ({ expect }) => {
    const components = [{ type: "body", parameters: [{ type: "image", image: { id: "1" } }] }];
    const plain = { ...template, components: withText("Hello {{1}} there.") };
    expect(
      faultsOf({ name: "order_shipped", language: { code: "en_US" }, components }, plain),
    ).toEqual(["parameter_type /components/0/parameters/0"]);
  });

  test("a quick reply may carry a payload, at a button that exists", ({ expect }) => {
    const button = (index: string | number, payload: string) => ({
      type: "button",
      sub_type: "quick_reply",
      index,
      parameters: [{ type: "payload", payload }],
    });
    const send = (component: object) => {
      const content = withBody("a", "b");
      return faultsOf({ ...content, components: [...content.components, component] });
    };
    expect(send(button("0", "THANKS"))).toEqual([]);
    expect(send(button(0, "THANKS"))).toEqual([]);
    expect(send(button("1", "THANKS"))).toEqual(["button_index /components/2/index"]);
    expect(send(button("0", "x".repeat(257)))).toEqual(["parameter_type /components/2/parameters"]);
  });

  test("refuses what is no template object", ({ expect }) => {
    expect(faultsOf({ name: "x" })).toEqual(["template_shape /language"]);
    expect(faultsOf(null)).toEqual(["template_shape "]);
  });

  test("never throws, whatever it is given", ({ expect }) => {
    fc.assert(
      fc.property(fc.anything(), (content) => {
        expect(checkTemplateParameters(template, content).ok).toBe(false);
      }),
    );
  });
});
