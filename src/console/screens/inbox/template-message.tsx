import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";

import { may } from "../../api/session.ts";
import { fill, variablesOf } from "../../api/template-text.ts";
import { templatesQuery, textOf, type TemplateText } from "../../api/templates.ts";
import { listOf, memberOf, wordOf } from "../../ui/message-words.ts";
import { TemplateBody } from "../../ui/template-body.tsx";

/** A template as the person saw it. */
export function TemplateMessage({ content }: { content: unknown }) {
  const rendered = renderedText(memberOf(content, "rendered"));
  return rendered === null ? <Unrendered content={content} /> : <TemplateBody text={rendered} />;
}

/** The texts that the API kept with the message; null of one that it has not taken yet. */
function renderedText(rendered: unknown): TemplateText | null {
  const body = memberOf(rendered, "body");
  if (typeof body !== "string") return null;
  return {
    header: wordOf(memberOf(rendered, "header")) || null,
    body,
    footer: wordOf(memberOf(rendered, "footer")) || null,
    buttons: listOf(memberOf(rendered, "buttons"))
      .map((button) => wordOf(memberOf(button, "text")))
      .filter((text) => text !== ""),
  };
}

/** The template's text of today with the values of then; without the template, its name. */
function Unrendered({ content }: { content: unknown }) {
  const t = useTranslations("inbox");
  const { data } = useQuery({ ...templatesQuery, enabled: may("templates:read") });
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
  const given = listOf(memberOf(content, "components")).find(
    (one) => wordOf(memberOf(one, "type")).toLowerCase() === part,
  );
  const values = listOf(memberOf(given, "parameters")).map((one) => wordOf(memberOf(one, "text")));
  return Object.fromEntries(variablesOf(text).map((name, index) => [name, values[index] ?? ""]));
}
