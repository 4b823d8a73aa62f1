import { queryOptions } from "@tanstack/react-query";
import type { InferResponseType } from "hono/client";

import { api, ask } from "./client.ts";

export type Template = InferResponseType<typeof api.templates.$get, 200>["data"][number];

/** The newest hundred: a WhatsApp account holds 250 at most, and a picker shows approved ones. */
export const templatesQuery = queryOptions({
  queryKey: ["templates"],
  queryFn: () => ask(api.templates.$get({ query: { limit: "100" } })),
  staleTime: 60_000,
});

/** The texts of a template, as Meta's components hold them. */
export interface TemplateText {
  readonly header: string | null;
  readonly body: string;
  readonly footer: string | null;
  readonly buttons: readonly string[];
}

export function textOf(components: readonly unknown[]): TemplateText {
  const find = (type: string) =>
    (components as readonly Component[]).find((component) => component.type === type);
  return {
    header: find("HEADER")?.text ?? null,
    body: find("BODY")?.text ?? "",
    footer: find("FOOTER")?.text ?? null,
    buttons: find("BUTTONS")?.buttons?.map(({ text }) => text) ?? [],
  };
}

interface Component {
  readonly type: string;
  readonly text?: string;
  readonly buttons?: readonly { readonly text: string }[];
}

/** Meta's `template` object for a message. */
export function templateContent(
  template: Template,
  values: { readonly header: readonly string[]; readonly body: readonly string[] },
) {
  const parameters = (texts: readonly string[]) => texts.map((text) => ({ type: "text", text }));
  return {
    name: template.name,
    language: { code: template.language },
    components: (["header", "body"] as const)
      .filter((part) => values[part].length > 0)
      .map((part) => ({ type: part, parameters: parameters(values[part]) })),
  };
}
