import { describe, test } from "vitest";

import type { TemplateCategory } from "#core/template/states";
import {
  buildTemplateContent,
  checkTemplateParameters,
  isValueOf,
  variablesOf,
  type TemplateVariable,
} from "#core/whatsapp/template";
import { parseComponents } from "#core/whatsapp/template-components";
import { lintTemplate } from "#core/whatsapp/template-lint";

import { TEMPLATE_KINDS } from "../../fixtures/template-kinds.ts";

const SAMPLES: Readonly<Record<TemplateVariable["kind"], string>> = {
  text: "A-1",
  degrees: "-33.45",
  image: "https://shop.example/a.jpg",
  video: "https://shop.example/a.mp4",
  document: `med_${"0".repeat(26)}`,
  instant: "2026-12-24T18:00:00Z",
  products: "bread, roll",
};

describe("a template of each kind", () => {
  const kinds = Object.entries(TEMPLATE_KINDS);
  const of = (given: (typeof TEMPLATE_KINDS)[string]) => ({
    name: "x",
    language: "en_GB",
    category: given.category satisfies TemplateCategory,
    parameterFormat: given.parameter_format ?? ("POSITIONAL" as const),
    components: parseComponents(given.components),
  });

  test.for(kinds)("%s breaks no rule for which it would be refused", ([, given], { expect }) => {
    const errors = lintTemplate(of(given)).filter(({ severity }) => severity === "error");
    expect(errors).toEqual([]);
  });

  test.for(kinds)(
    "%s is filled with what it asks for, and Meta would take it",
    ([, given], { expect }) => {
      const template = of(given);
      const variables = variablesOf(template);
      expect(variables.map(({ key }) => key)).toEqual(given.variables);
      const values = Object.fromEntries(variables.map(({ key, kind }) => [key, SAMPLES[kind]]));
      for (const variable of variables)
        expect(isValueOf(variable, values[variable.key] ?? "")).toBe(true);
      const content = buildTemplateContent(template, values);
      expect(checkTemplateParameters(template, content)).toEqual({ ok: true, value: undefined });
    },
  );

  test.for(kinds)("%s does not pass without one of its values", ([, given], { expect }) => {
    const template = of(given);
    const variables = variablesOf(template);
    for (const missing of variables) {
      const values = Object.fromEntries(
        variables.flatMap(({ key, kind }) => (key === missing.key ? [] : [[key, SAMPLES[kind]]])),
      );
      const content = buildTemplateContent(template, values);
      expect([missing.key, checkTemplateParameters(template, content).ok]).toEqual([
        missing.key,
        false,
      ]);
    }
  });
});
