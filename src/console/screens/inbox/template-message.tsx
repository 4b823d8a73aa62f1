import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";

import { fill, variablesOf } from "../../api/template-text.ts";
import { templatesQuery, textOf } from "../../api/templates.ts";
import { memberOf, wordOf } from "../../ui/message-words.ts";
import { TemplateBody } from "../../ui/template-body.tsx";

/** A template as the person saw it: its text of today with the values of then. Without the template, its name. */
export function TemplateMessage({ content }: { content: unknown }) {
  const t = useTranslations("inbox");
  const { data } = useQuery(templatesQuery);
  const name = wordOf(memberOf(content, "name"));
  const language = memberOf(memberOf(content, "language"), "code");
  const template = data?.data.find((one) => one.name === name && one.language === language);
  if (template === undefined) return <p className="italic">{t("template", { name })}</p>;
  const text = textOf(template.components);
  return (
    <TemplateBody
      text={{
        ...text,
        header: text.header && fill(text.header, valuesOf(content, "header", text.header)),
        body: fill(text.body, valuesOf(content, "body", text.body)),
      }}
    />
  );
}

/** The values that a message gave to the variables of a part, in their order. */
function valuesOf(content: unknown, part: string, text: string): Record<string, string> {
  const components = memberOf(content, "components");
  const given = Array.isArray(components)
    ? components.find((one) => wordOf(memberOf(one, "type")).toLowerCase() === part)
    : undefined;
  const parameters = memberOf(given, "parameters");
  const values = Array.isArray(parameters)
    ? parameters.map((one) => wordOf(memberOf(one, "text")))
    : [];
  return Object.fromEntries(variablesOf(text).map((name, index) => [name, values[index] ?? ""]));
}
