import { describe, test } from "vitest";

import { metaComponents, parseComponents } from "#core/whatsapp/template-components";
import { readTemplateCopy, refreshComponents } from "#core/whatsapp/template-copy";

const WEBHOOK = {
  message_template_id: 1,
  message_template_title: "Head",
  message_template_element: "b".repeat(1024),
  message_template_footer: "Foot",
  message_template_buttons: [
    {
      message_template_button_type: "URL",
      message_template_button_text: "See",
      message_template_button_url: "https://x.test/{{1}}",
    },
    {
      message_template_button_type: "phone_number",
      message_template_button_text: "Call",
      message_template_button_phone_number: "+15550100",
    },
  ],
};

const BUTTONS = [
  { type: "URL", text: "See", url: "https://x.test/{{1}}" },
  { type: "PHONE_NUMBER", text: "Call", phone_number: "+15550100" },
];

test("the webhook's names become Meta's components, whole", ({ expect }) => {
  expect(readTemplateCopy(WEBHOOK)).toEqual({
    header: "Head",
    body: "b".repeat(1024),
    footer: "Foot",
    buttons: BUTTONS,
  });
});

test.for([{}, null, [], { message_template_buttons: 1 }, { message_template_element: {} }])(
  "%j says nothing of a template",
  (value, { expect }) => {
    expect(readTemplateCopy(value)).toBeNull();
  },
);

describe("the components", () => {
  const NOTHING = { header: null, body: null, footer: null, buttons: null };
  const refreshed = (components: readonly unknown[], copy: object) =>
    metaComponents(refreshComponents(parseComponents(components), { ...NOTHING, ...copy }));
  const body = { type: "BODY", text: "Hi {{1}}", example: { body_text: [["Ana"]] } };
  const image = { type: "HEADER", format: "IMAGE", example: { header_handle: ["4::a"] } };

  test("stand in Meta's order, whatever was there", ({ expect }) => {
    expect(refreshed([], { buttons: BUTTONS, footer: "F", body: "B", header: "H" })).toEqual([
      { type: "HEADER", format: "TEXT", text: "H" },
      { type: "BODY", text: "B" },
      { type: "FOOTER", text: "F" },
      { type: "BUTTONS", buttons: BUTTONS },
    ]);
  });

  test("keep what is not spoken of, examples too", ({ expect }) => {
    const old = [image, body, { type: "limited_time_offer", x: 1 }];
    expect(refreshed(old, { body: "Hello {{1}}" })).toEqual([
      image,
      { ...body, text: "Hello {{1}}" },
      { type: "limited_time_offer", x: 1 },
    ]);
    const buttons = [{ ...BUTTONS[0], example: ["860"] }];
    expect(refreshed([{ type: "BUTTONS", buttons }], { buttons: BUTTONS })).toEqual([
      { type: "BUTTONS", buttons: [buttons[0], BUTTONS[1]] },
    ]);
  });

  test("lose what Meta replaces", ({ expect }) => {
    expect(refreshed([image, body], { header: "H" })).toEqual([
      { type: "HEADER", format: "TEXT", text: "H" },
      body,
    ]);
    expect(refreshed([body, { type: "BUTTONS", buttons: BUTTONS }], { buttons: [] })).toEqual([
      body,
    ]);
  });
});
