import { describe, test } from "vitest";

import { optOutMisfits, withOptOutLink } from "#core/campaign/opt-out-variable";
import { checkVariables, freezeVariables } from "#core/campaign/variables";
import { parseComponents } from "#core/whatsapp/template-components";

const LINK = `https://host.example/u/${"t".repeat(74)}`;
const OWN = { field: "opt_out_url" } as const;

const template = (url: string, body = "No more: {{1}}") => ({
  components: parseComponents([
    { type: "BODY", text: body },
    { type: "BUTTONS", buttons: [{ type: "URL", text: "Stop", url }] },
  ]),
});
const both = { "body.1": OWN, "button.0": OWN };

describe("a variable that takes the person's opt-out link", () => {
  test("is frozen as its name, whoever it is", ({ expect }) => {
    const nobody = { name: null, phone: null, external_id: null, language: null, username: null };
    const frozen = freezeVariables({ "body.1": OWN }, { ...nobody, fields: {} }, { "body.1": 2 });
    expect(frozen).toEqual({ "body.1": "{{opt_out_url}}" });
    const of = (kind: "text" | "image") =>
      checkVariables({ "body.1": OWN }, [{ key: "body.1", kind, max: 1024 }]).ok;
    expect([of("text"), of("image")]).toEqual([true, false]);
  });

  test.for([
    ["https://host.example/u/{{1}}", "t".repeat(74)],
    ["https://host.example/{{1}}", `u/${"t".repeat(74)}`],
  ] as const)("of %s leaves what the template does not say", ([url, suffix], { expect }) => {
    const campaign = { variables: both, template: template(url) };
    expect(optOutMisfits(both, campaign.template, LINK)).toEqual([]);
    expect(withOptOutLink(campaign, { "body.2": "x" }, () => LINK)).toEqual({
      "body.1": LINK,
      "body.2": "x",
      "button.0": suffix,
    });
  });

  test("is refused where the link would not open, or has no room", ({ expect }) => {
    const misfits = (url: string, body?: string) =>
      optOutMisfits(both, template(url, body), LINK).map(({ variable }) => variable);
    expect(misfits("https://shop.example/u/{{1}}")).toEqual(["button.0"]);
    expect(misfits("https://host.example/x/{{1}}")).toEqual(["button.0"]);
    expect(misfits("https://host.example/u/{{1}}", `${"x".repeat(960)} {{1}}`)).toEqual(["body.1"]);
  });

  test("makes no link where none is wanted, whatever a person is called", ({ expect }) => {
    const campaign = {
      variables: { "body.1": { field: "name" } },
      template: template("https://host.example/u/{{1}}"),
    };
    const make = () => {
      throw new Error("made");
    };
    expect(withOptOutLink(campaign, { "body.1": "{{opt_out_url}}" }, make)).toBeNull();
  });
});
