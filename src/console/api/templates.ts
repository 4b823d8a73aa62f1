import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { InferRequestType, InferResponseType } from "hono/client";

import { api, ask, askVersioned, type Versioned } from "./client.ts";
import { toProblem } from "./problem.ts";

export { textOf, type TemplateText } from "./template-text.ts";

export type Template = InferResponseType<typeof api.templates.$get, 200>["data"][number];

/** What a draft says, without its place. */
export type Draft = InferRequestType<typeof api.templates.lint.$post>["json"];
export type LintProblem = InferResponseType<
  typeof api.templates.lint.$post,
  200
>["problems"][number];

/** The newest hundred: a WhatsApp account holds 250 at most, and a picker shows approved ones. */
export const templatesQuery = queryOptions({
  queryKey: ["templates"],
  queryFn: () => ask(api.templates.$get({ query: { limit: "100" } })),
  staleTime: 60_000,
});

/** As many as two full accounts hold; beyond it the list says that it is cut. */
const PAGES_MAX = 5;
const IN_REVIEW_MS = 2_500;

/** Whether Meta's answer is still to come. */
export const isInReview = ({ status }: Pick<Template, "status">): boolean =>
  status === "pending" || status === "in_appeal";

/** Every template: languages of one name belong together, however far apart they were made. */
export const templateListQuery = queryOptions({
  queryKey: ["templates", "list"],
  queryFn: async () => {
    const templates: Template[] = [];
    let after: string | undefined;
    for (let pages = 0; pages < PAGES_MAX; pages += 1) {
      const page = await ask(
        api.templates.$get({ query: { limit: "100", ...(after && { after }) } }),
      );
      templates.push(...page.data);
      if (page.next_cursor === null) return { templates, isWhole: true };
      after = page.next_cursor;
    }
    return { templates, isWhole: false };
  },
  refetchInterval: ({ state }) => (state.data?.templates.some(isInReview) ? IN_REVIEW_MS : false),
});

/** One template with its version; asked again until Meta has answered. */
export const templateQuery = (id: string) =>
  queryOptions({
    queryKey: ["templates", "one", id],
    queryFn: () => askVersioned(api.templates[":id"].$get({ param: { id } })),
    refetchInterval: ({ state }) =>
      state.data && isInReview(state.data.body) ? IN_REVIEW_MS : false,
  });

/** What Meta would say of a draft. An answer to a text that has changed since is thrown away, its call is ended. */
export const lintQuery = (draft: Draft) =>
  queryOptions({
    queryKey: ["templates", "lint", draft],
    queryFn: ({ signal }) => ask(api.templates.lint.$post({ json: draft }, { init: { signal } })),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });

export const createTemplate = (draft: Draft, numberId: string): Promise<Versioned<Template>> =>
  askVersioned(api.templates.$post({ json: { ...draft, number_id: numberId } }));

/** @throws Problem `precondition_failed` when somebody changed it after `etag`. */
export const updateTemplate = (
  id: string,
  etag: string | undefined,
  { name, language, category, components }: Draft,
): Promise<Versioned<Template>> =>
  askVersioned(
    api.templates[":id"].$patch({
      param: { id },
      header: etag === undefined ? {} : { "If-Match": etag },
      json: { name, language, category, components },
    }),
  );

export const submitTemplate = (id: string): Promise<Versioned<Template>> =>
  askVersioned(api.templates[":id"].submit.$post({ param: { id } }));

export const deleteTemplate = (id: string) => ask(api.templates[":id"].$delete({ param: { id } }));

const COPIES_MAX = 20;

/** A draft with the same content, under the next name that is free. `numberId`: a number of the same account. */
export async function duplicateTemplate(template: Template, numberId: string): Promise<Template> {
  const { name, language, category, parameter_format: parameterFormat, components } = template;
  const stem = name.replace(/_\d+$/, "");
  for (let copy = 2; ; copy += 1)
    try {
      const draft = {
        name: `${stem}_${copy}`,
        language,
        category,
        parameter_format: parameterFormat,
        // Safe: what the API gave as components it takes as components.
        components: components as Draft["components"],
      };
      return (await createTemplate(draft, numberId)).body;
    } catch (error) {
      if (toProblem(error).code !== "template_exists" || copy > COPIES_MAX) throw error;
    }
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
