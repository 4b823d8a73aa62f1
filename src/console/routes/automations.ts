import { createRoute } from "@tanstack/react-router";

import {
  automationQuery,
  automationsQuery,
  funnelQuery,
  lateRunsQuery,
  runsQuery,
  versionsQuery,
} from "../api/automations.ts";
import { queryClient } from "../api/query-client.ts";
import { lazyScreen, signedIn, textIn } from "./base.ts";

/** What the list of automations is narrowed to. */
interface AutomationSearch {
  readonly name?: string;
  readonly kind?: string;
  readonly status?: string;
}

const automations = createRoute({
  getParentRoute: () => signedIn,
  path: "automations",
  validateSearch: (search): AutomationSearch => {
    const name = textIn(search["name"]);
    const kind = textIn(search["kind"]);
    const status = textIn(search["status"]);
    return { ...(name && { name }), ...(kind && { kind }), ...(status && { status }) };
  },
  loader: () => {
    void queryClient.prefetchQuery(automationsQuery);
    void queryClient.prefetchQuery(lateRunsQuery);
  },
  component: lazyScreen(() => import("../screens/automations/automations.tsx"), "Automations"),
});

const GOALS = ["welcome", "away", "keyword", "follow_up", "ask"] as const;
const KINDS = ["rule", "flow"] as const;

const newAutomation = createRoute({
  getParentRoute: () => signedIn,
  path: "automations/new",
  validateSearch: (search): { kind?: (typeof KINDS)[number]; starter?: (typeof GOALS)[number] } => {
    const kind = KINDS.find((one) => one === search["kind"]);
    const starter = GOALS.find((one) => one === search["starter"]);
    return { ...(kind && { kind }), ...(starter && { starter }) };
  },
  component: lazyScreen(() => import("../screens/automations/editor.tsx"), "NewAutomation"),
});

const automation = createRoute({
  getParentRoute: () => signedIn,
  path: "automations/$id",
  loader: ({ params: { id } }) => {
    void queryClient.prefetchQuery(automationQuery(id));
  },
  component: lazyScreen(() => import("../screens/automations/editor.tsx"), "AutomationPage"),
});

const RUN_STATUSES = ["waiting", "completed", "failed", "stopped", "handed_off"] as const;

const runs = createRoute({
  getParentRoute: () => signedIn,
  path: "automations/$id/runs",
  validateSearch: (search): { status?: (typeof RUN_STATUSES)[number] } => {
    const status = RUN_STATUSES.find((one) => one === search["status"]);
    return status === undefined ? {} : { status };
  },
  loaderDeps: ({ search }) => search,
  loader: ({ params: { id }, deps }) => {
    void queryClient.prefetchQuery(automationQuery(id));
    void queryClient.prefetchInfiniteQuery(runsQuery({ automation: id, ...deps }));
    void queryClient.prefetchQuery(funnelQuery(id));
  },
  component: lazyScreen(() => import("../screens/automations/runs.tsx"), "Runs"),
});

const versions = createRoute({
  getParentRoute: () => signedIn,
  path: "automations/$id/versions",
  loader: ({ params: { id } }) => {
    void queryClient.prefetchQuery(automationQuery(id));
    void queryClient.prefetchQuery(versionsQuery(id));
  },
  component: lazyScreen(() => import("../screens/automations/versions.tsx"), "Versions"),
});

/** What answers by itself: the list, the editor, and what becomes of one. */
export const automationRoutes = [automations, newAutomation, automation, runs, versions] as const;
