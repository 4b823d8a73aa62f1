import fc from "fast-check";
import { describe, test } from "vitest";

import { parseComponents } from "#core/whatsapp/template-components";
import { draftProblems, lintTemplate, type LintedTemplate } from "#core/whatsapp/template-lint";

const BODY = {
  type: "BODY",
  text: "Hello {{1}}, your order {{2}} is on its way to you.",
  example: { body_text: [["Ana", "A-1"]] },
};

/** A template as a caller gives it. */
type Given = Partial<Omit<LintedTemplate, "components"> & { components: readonly unknown[] }>;

const aTemplate = ({ components = [BODY], ...overrides }: Given = {}): LintedTemplate => ({
  name: "order_shipped",
  language: "en_US",
  category: "UTILITY",
  parameterFormat: "POSITIONAL",
  ...overrides,
  components: parseComponents(components),
});

const found = (overrides: Given) =>
  lintTemplate(aTemplate(overrides)).map(({ code, pointer }) => `${code} ${pointer}`);

const body = (text: string, ...examples: string[]) => ({
  type: "BODY",
  text,
  ...(examples.length > 0 && { example: { body_text: [examples] } }),
});

describe("lintTemplate", () => {
  test("finds nothing in a template with every supported part", ({ expect }) => {
    const components = [
      {
        type: "HEADER",
        format: "TEXT",
        text: "Order {{1}}",
        example: { header_text: ["A-1"] },
      },
      BODY,
      { type: "FOOTER", text: "Reply STOP to opt out" },
      { type: "BUTTONS", buttons: [{ type: "QUICK_REPLY", text: "Thanks" }] },
    ];
    expect(found({ components })).toEqual([]);
  });

  test("takes types and formats in any case, as Meta does", ({ expect }) => {
    expect(
      found({
        components: [
          { type: "header", format: "text", text: "News" },
          { ...BODY, type: "body" },
        ],
      }),
    ).toEqual([]);
  });

  test.for([
    ["Order Shipped", "name_characters /name"],
    ["x".repeat(513), "text_too_long /name"],
  ] as const)("refuses the name %s", ([name, problem], { expect }) => {
    expect(found({ name })).toEqual([problem]);
  });

  test("refuses a language that Meta does not have", ({ expect }) => {
    expect(found({ language: "en_XX" })).toEqual(["language_unknown /language"]);
  });

  test.for([
    ["{{1}} is your order number for today.", "variable_at_edge /components/0/text"],
    ["Your order number for today is {{1}}", "variable_at_edge /components/0/text"],
    ["Your order  {{1}} {{1}} is here with us.", "variables_adjacent /components/0/text"],
    ["Your order number {{2}} is here today.", "variable_sequence /components/0/text"],
    ["Your order number {{name}} and {{1}} are here.", "variable_malformed /components/0/text"],
    ["Your order number {{ 1 }} and {{1}} are here.", "variable_malformed /components/0/text"],
    ["Order {{1}} shipped.", undefined],
    ["An order {{1}}.", "variable_density /components/0/text"],
  ] as const)("in a body: %s", ([text, problem], { expect }) => {
    expect(found({ components: [body(text, "A-1")] })).toEqual(
      problem === undefined ? ["variable_density /components/0/text"] : [problem],
    );
  });

  test("asks for an example for each variable", ({ expect }) => {
    const text = "Hello {{1}}, your order {{2}} is on its way to you.";
    const problem = "example_missing /components/0/example/body_text";
    expect(found({ components: [body(text)] })).toEqual([problem]);
    expect(found({ components: [body(text, "Ana")] })).toEqual([problem]);
    expect(found({ components: [body(text, "Ana", " ")] })).toEqual([problem]);
  });

  test("counts code points: 1,024 of two units fit, one more does not", ({ expect }) => {
    expect(found({ components: [body("𝓍".repeat(1024))] })).toEqual([]);
    expect(found({ components: [body("𝓍".repeat(1025))] })).toEqual([
      "text_too_long /components/0/text",
    ]);
  });

  test("a header is one line of 60 characters with one variable at most", ({ expect }) => {
    const header = (text: string, ...examples: string[]) =>
      found({
        components: [
          BODY,
          { type: "HEADER", format: "TEXT", text, example: { header_text: examples } },
        ],
      });
    expect(header("x".repeat(60))).toEqual([]);
    expect(header("x".repeat(61))).toEqual(["text_too_long /components/1/text"]);
    expect(header("a\nb")).toEqual(["text_lines /components/1/text"]);
    expect(header("{{1}} and {{2}}", "a", "b")).toEqual(["header_variables /components/1/text"]);
    expect(header(" ")).toEqual(["text_empty /components/1/text"]);
  });

  test("a footer has 60 characters at most and no variable", ({ expect }) => {
    const footer = (text: string) => found({ components: [BODY, { type: "FOOTER", text }] });
    expect(footer("x".repeat(60))).toEqual([]);
    expect(footer("x".repeat(61))).toEqual(["text_too_long /components/1/text"]);
    expect(footer("Hi {{1}}")).toEqual(["variable_forbidden /components/1/text"]);
  });

  test("buttons: one to ten, 25 characters, each with its own text", ({ expect }) => {
    const buttons = (...texts: string[]) =>
      found({
        components: [
          BODY,
          { type: "BUTTONS", buttons: texts.map((text) => ({ type: "QUICK_REPLY", text })) },
        ],
      });
    const at = "/components/1/buttons";
    const hidden = `buttons_hidden ${at}`;
    expect(buttons(...Array.from({ length: 10 }, (_, i) => `b${i}`))).toEqual([hidden]);
    expect(buttons(...Array.from({ length: 11 }, (_, i) => `b${i}`))).toEqual([
      `button_count ${at}`,
      hidden,
    ]);
    expect(buttons()).toEqual([`button_count ${at}`]);
    expect(buttons("x".repeat(26))).toEqual([`text_too_long ${at}/0/text`]);
    expect(buttons("Yes", "Yes")).toEqual([`button_twice ${at}/1/text`]);
    expect(buttons("Hi {{1}}")).toEqual([`variable_forbidden ${at}/0/text`]);
  });

  test("a body must be there, and no part twice", ({ expect }) => {
    expect(found({ components: [{ type: "FOOTER", text: "Bye" }] })).toEqual([
      "body_missing /components",
    ]);
    expect(found({ components: [BODY, BODY] })).toEqual(["component_twice /components/1"]);
  });

  test.for([
    [{ type: "HEADER", format: "HOLOGRAM" }, "/components/1/format"],
    [{ type: "POEM", lines: [] }, "/components/1/type"],
    [{ type: "BUTTONS", buttons: [{ type: "DANCE", text: "Go" }] }, "/components/1/buttons/0/type"],
    [
      { type: "CAROUSEL", cards: [{ components: [{ type: "HEADER", format: "HOLOGRAM" }] }] },
      "/components/1/cards/0/components/0/format",
    ],
  ] as const)("names what is not supported: %o", ([component, pointer], { expect }) => {
    expect(found({ components: [BODY, component] })).toEqual([`unsupported ${pointer}`]);
  });

  test("names a component that does not have Meta's shape", ({ expect }) => {
    expect(found({ components: [{ type: "BODY", text: 1 }] })).toEqual([
      "component_shape /components/0/text",
    ]);
    expect(found({ components: [{ ...BODY, txt: "x" }] })).toEqual([
      "component_shape /components/0/txt",
    ]);
  });

  test("never throws, whatever the components are", ({ expect }) => {
    const component = fc.oneof(
      fc.anything(),
      fc.record({
        type: fc.constantFrom(
          "HEADER",
          "BODY",
          "FOOTER",
          "BUTTONS",
          "CAROUSEL",
          "LIMITED_TIME_OFFER",
        ),
        format: fc.anything(),
        text: fc.anything(),
        buttons: fc.anything(),
        cards: fc.anything(),
        limited_time_offer: fc.anything(),
        example: fc.anything(),
      }),
    );
    const category = fc.constantFrom(
      "MARKETING" as const,
      "UTILITY" as const,
      "AUTHENTICATION" as const,
    );
    fc.assert(
      fc.property(fc.array(component), category, (components, category) => {
        expect(lintTemplate(aTemplate({ components, category }))).toBeInstanceOf(Array);
      }),
    );
  });
});

test("a draft may break Meta's rules, but not hold what is not understood", ({ expect }) => {
  const broken = aTemplate({ name: "Bad Name", components: [body("{{1}}")] });
  expect(draftProblems(broken)).toEqual([]);
  const poem = { type: "POEM" };
  expect(draftProblems(aTemplate({ components: [poem] }))).toHaveLength(1);
});
