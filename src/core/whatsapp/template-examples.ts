/** What the examples of a template say for its variables, by the keys of `variablesOf`. */
import { elements, isRecord, member, textAt, textOf } from "#core/whatsapp/envelope-json";
import { metaComponents, type TemplateComponent } from "#core/whatsapp/template-components";
import { variablesIn } from "#core/whatsapp/template-slots";

const TEXT_MAX = 4096;
type Pairs = readonly (readonly [key: string, value: string])[];

/** One text for each variable that has an example. Samples of media are Meta's and say nothing. */
export const examplesOf = (
  components: readonly TemplateComponent[],
): Readonly<Record<string, string>> =>
  Object.fromEntries(examplesIn(metaComponents(components), ""));

function examplesIn(parts: readonly unknown[], prefix: string): Pairs {
  return parts.flatMap((part): Pairs => {
    switch (textAt(part, "type")?.toUpperCase()) {
      case "HEADER":
        return textExamples(part, "header", prefix);
      case "BODY":
        return textExamples(part, "body", prefix);
      case "BUTTONS":
        return elements(member(part, "buttons")).flatMap((button, i) =>
          buttonExample(button).map((value) => [`${prefix}button.${i}`, value] as const),
        );
      case "CAROUSEL":
        return elements(member(part, "cards")).flatMap((card, i) =>
          examplesIn(elements(member(card, "components")), `${prefix}card.${i}.`),
        );
      case undefined:
      default:
        return [];
    }
  });
}

function textExamples(part: unknown, kind: "header" | "body", prefix: string): Pairs {
  const example = member(part, "example");
  const variables = variablesIn(textOf(member(part, "text"), TEXT_MAX) ?? "");
  const given = elements(member(example, `${kind}_text`));
  const positional = Array.isArray(given[0]) ? elements(given[0]) : given;
  const named = elements(member(example, `${kind}_text_named_params`)).filter(isRecord);
  return variables.flatMap((variable, i): Pairs => {
    const byName = named.find((one) => one["param_name"] === variable)?.["example"];
    const value = textOf(byName ?? positional[i], TEXT_MAX);
    return value === null ? [] : [[`${prefix}${kind}.${variable}`, value]];
  });
}

/** Of a link what stands behind its address: Meta takes the whole of it too. */
function buttonExample(button: unknown): readonly string[] {
  const value = textOf([member(button, "example")].flat()[0], TEXT_MAX);
  if (value === null) return [];
  const base = (textOf(member(button, "url"), TEXT_MAX) ?? "").replace(/\{\{\w+\}\}$/, "");
  return [base !== "" && value.startsWith(base) ? value.slice(base.length) : value];
}
