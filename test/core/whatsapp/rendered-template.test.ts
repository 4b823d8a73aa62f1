import fc from "fast-check";
import { describe, test } from "vitest";

import { outboundBody } from "#core/whatsapp/outbound";
import { renderTemplate, withoutRendering, withRendering } from "#core/whatsapp/rendered-template";
import { buildTemplateContent, checkTemplateParameters } from "#core/whatsapp/template";
import { parseComponents } from "#core/whatsapp/template-components";

const components = parseComponents([
  { type: "HEADER", format: "TEXT", text: "Order {{1}}" },
  { type: "BODY", text: "Hi {{1}}, {{2}} is on its way, {{1}}." },
  { type: "FOOTER", text: "Bluebird Books" },
  { type: "BUTTONS", buttons: [{ type: "QUICK_REPLY", text: "Stop" }] },
]);
const template = { name: "shipped", language: "en_US", components };
const content = buildTemplateContent(template, {
  "header.1": "7",
  "body.1": "Ana",
  "body.2": "It",
});

describe("a template message", () => {
  test("is rendered as the person reads it", ({ expect }) => {
    expect(renderTemplate(components, content)).toEqual({
      header: "Order 7",
      body: "Hi Ana, It is on its way, Ana.",
      footer: "Bluebird Books",
      buttons: [{ type: "QUICK_REPLY", text: "Stop" }],
    });
  });

  test("is rendered alike however the caller spells the parts, as Meta takes them", ({
    expect,
  }) => {
    const spelled = {
      name: "shipped",
      language: { code: "en_US" },
      components: [
        { type: "BODY", parameters: ["Ana", "It"].map((text) => ({ type: "text", text })) },
        { type: "Header", parameters: [{ type: "text", text: "7" }] },
      ],
    };
    expect(checkTemplateParameters(template, spelled).ok).toBe(true);
    expect(renderTemplate(components, spelled)).toEqual(renderTemplate(components, content));
  });

  test("is rendered when a part without variables is given without parameters", ({ expect }) => {
    const plain = parseComponents([{ type: "BODY", text: "We are open." }]);
    const bare = { name: "open", language: { code: "en_US" }, components: [{ type: "body" }] };
    const named = { name: "open", language: "en_US", components: plain };
    expect(checkTemplateParameters(named, bare).ok).toBe(true);
    expect(renderTemplate(plain, bare).body).toBe("We are open.");
  });

  test("says null for what it has not, and for what is no text", ({ expect }) => {
    const image = parseComponents([{ type: "HEADER", format: "IMAGE" }]);
    expect(renderTemplate(image, { name: "x", language: { code: "en" } })).toEqual({
      header: null,
      body: null,
      footer: null,
      buttons: [],
    });
  });

  test("goes to Meta without its rendering", ({ expect }) => {
    const message = {
      id: "msg_1",
      to: { phone: "+34600111222", waId: null, bsuid: null },
      type: "template",
      content: withRendering(components, content),
      contextWamid: null,
    } as const;
    expect(outboundBody(message)).toMatchObject({ template: content });
    expect(JSON.stringify(outboundBody(message))).not.toContain("rendered");
  });
});

test("what is stored beside a template's content never reaches Meta, and nothing else is taken away", ({
  expect,
}) => {
  fc.assert(
    fc.property(fc.object(), fc.object(), (metas, rendered) => {
      const { rendered: _own, ...plain } = metas;
      expect(withoutRendering("template", { ...plain, rendered })).toEqual(plain);
      expect(withoutRendering("text", metas)).toBe(metas);
    }),
  );
});
