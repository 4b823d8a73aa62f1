import { createRoute } from "@tanstack/react-router";

import { numbersQuery } from "../api/numbers.ts";
import { queryClient } from "../api/query-client.ts";
import { templateListQuery, templateQuery } from "../api/templates.ts";
import { lazyScreen, signedIn, textIn } from "./base.ts";

const templates = createRoute({
  getParentRoute: () => signedIn,
  path: "templates",
  validateSearch: (search): TemplateSearch => {
    const name = textIn(search["name"]);
    const status = textIn(search["status"]);
    const category = textIn(search["category"]);
    const language = textIn(search["language"]);
    return {
      ...(name && { name }),
      ...(status && { status }),
      ...(category && { category }),
      ...(language && { language }),
    };
  },
  loader: () => {
    void queryClient.prefetchQuery(templateListQuery);
  },
  component: lazyScreen(() => import("../screens/templates/templates.tsx"), "Templates"),
});

/** What the list of templates is narrowed to. */
interface TemplateSearch {
  readonly name?: string;
  readonly status?: string;
  readonly category?: string;
  readonly language?: string;
}

const STARTERS = ["offer", "order", "reminder"] as const;

const newTemplate = createRoute({
  getParentRoute: () => signedIn,
  path: "templates/new",
  validateSearch: (search): { starter?: (typeof STARTERS)[number]; from?: string } => {
    const starter = STARTERS.find((one) => one === search["starter"]);
    const from = textIn(search["from"]);
    return { ...(starter && { starter }), ...(from && { from }) };
  },
  loader: () => {
    void queryClient.prefetchQuery(numbersQuery);
  },
  component: lazyScreen(() => import("../screens/templates/editor.tsx"), "NewTemplate"),
});

const template = createRoute({
  getParentRoute: () => signedIn,
  path: "templates/$id",
  loader: ({ params: { id } }) => {
    void queryClient.prefetchQuery(templateQuery(id));
  },
  component: lazyScreen(() => import("../screens/templates/editor.tsx"), "TemplatePage"),
});

/** Templates: the list and the editor. */
export const templateRoutes = [templates, newTemplate, template] as const;
