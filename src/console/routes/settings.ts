import { createRoute, redirect } from "@tanstack/react-router";

import type { AuditFilter } from "../api/audit.ts";
import { exportsQuery } from "../api/exports.ts";
import { fieldsQuery } from "../api/fields.ts";
import { hoursQuery } from "../api/hours.ts";
import {
  blockedQuery,
  healthQuery,
  limitsQuery,
  profileQuery,
  qrCodesQuery,
} from "../api/number-care.ts";
import { numberQuery, numbersQuery } from "../api/numbers.ts";
import { optInLinksQuery, wordsQuery } from "../api/opt-in-links.ts";
import { queryClient } from "../api/query-client.ts";
import { holdsQuery, retentionQuery } from "../api/retention.ts";
import { tagsQuery } from "../api/tags.ts";
import { lazyScreen, signedIn, textIn } from "./base.ts";

/** Where the console leads. */
export const home = createRoute({
  getParentRoute: () => signedIn,
  path: "/",
  loader: () => {
    void queryClient.prefetchQuery(numbersQuery);
  },
  component: lazyScreen(() => import("../screens/home/home.tsx"), "Home"),
});

const settings = createRoute({
  getParentRoute: () => signedIn,
  path: "settings",
  component: lazyScreen(() => import("../screens/settings/settings.tsx"), "Settings"),
});

const settingsHome = createRoute({
  getParentRoute: () => settings,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/settings/profile" });
  },
});

const profile = createRoute({
  getParentRoute: () => settings,
  path: "profile",
  component: lazyScreen(() => import("../screens/settings/profile.tsx"), "Profile"),
});

const workspace = createRoute({
  getParentRoute: () => settings,
  path: "workspace",
  component: lazyScreen(() => import("../screens/settings/workspace.tsx"), "Workspace"),
});

const team = createRoute({
  getParentRoute: () => settings,
  path: "team",
  component: lazyScreen(() => import("../screens/settings/team.tsx"), "Team"),
});

const keys = createRoute({
  getParentRoute: () => settings,
  path: "keys",
  component: lazyScreen(() => import("../screens/settings/keys.tsx"), "Keys"),
});

const numbers = createRoute({
  getParentRoute: () => settings,
  path: "numbers",
  component: lazyScreen(() => import("../screens/numbers/numbers.tsx"), "Numbers"),
});

const connect = createRoute({
  getParentRoute: () => settings,
  path: "numbers/new",
  component: lazyScreen(() => import("../screens/numbers/connect.tsx"), "Connect"),
});

const number = createRoute({
  getParentRoute: () => settings,
  path: "numbers/$id",
  loader: ({ params: { id } }) => {
    void queryClient.prefetchQuery(numberQuery(id));
  },
  component: lazyScreen(() => import("../screens/numbers/number-frame.tsx"), "NumberFrame"),
});

const numberOverview = createRoute({
  getParentRoute: () => number,
  path: "/",
  component: lazyScreen(() => import("../screens/numbers/number.tsx"), "OneNumber"),
});

const numberCheck = createRoute({
  getParentRoute: () => number,
  path: "check",
  loader: ({ params: { id } }) => {
    void queryClient.prefetchQuery(healthQuery(id));
    void queryClient.prefetchQuery(limitsQuery(id));
  },
  component: lazyScreen(() => import("../screens/numbers/check.tsx"), "Check"),
});

const numberProfile = createRoute({
  getParentRoute: () => number,
  path: "profile",
  loader: ({ params: { id } }) => {
    void queryClient.prefetchQuery(profileQuery(id));
  },
  component: lazyScreen(() => import("../screens/numbers/business-profile.tsx"), "BusinessProfile"),
});

const numberLinks = createRoute({
  getParentRoute: () => number,
  path: "links",
  loader: ({ params: { id } }) => {
    void queryClient.prefetchInfiniteQuery(qrCodesQuery(id));
  },
  component: lazyScreen(() => import("../screens/numbers/chat-links.tsx"), "ChatLinks"),
});

const numberOptIns = createRoute({
  getParentRoute: () => number,
  path: "opt-ins",
  loader: ({ params: { id } }) => {
    void queryClient.prefetchInfiniteQuery(optInLinksQuery(id));
    void queryClient.prefetchQuery(wordsQuery(id));
  },
  component: lazyScreen(() => import("../screens/numbers/opt-ins.tsx"), "OptIns"),
});

const numberBlocked = createRoute({
  getParentRoute: () => number,
  path: "blocked",
  loader: ({ params: { id } }) => {
    void queryClient.prefetchInfiniteQuery(blockedQuery(id));
  },
  component: lazyScreen(() => import("../screens/numbers/blocked-people.tsx"), "BlockedPeople"),
});

const alerts = createRoute({
  getParentRoute: () => settings,
  path: "alerts",
  component: lazyScreen(() => import("../screens/settings/alerts.tsx"), "Alerts"),
});

const hours = createRoute({
  getParentRoute: () => settings,
  path: "hours",
  loader: () => {
    void queryClient.prefetchQuery(hoursQuery);
  },
  component: lazyScreen(() => import("../screens/hours/hours.tsx"), "BusinessHours"),
});

const sandbox = createRoute({
  getParentRoute: () => settings,
  path: "sandbox",
  component: lazyScreen(() => import("../screens/sandbox/sandbox.tsx"), "Sandbox"),
});

const quickReplies = createRoute({
  getParentRoute: () => settings,
  path: "quick-replies",
  component: lazyScreen(() => import("../screens/quick-replies/quick-replies.tsx"), "QuickReplies"),
});

const dataRequests = createRoute({
  getParentRoute: () => settings,
  path: "data-requests",
  component: lazyScreen(() => import("../screens/requests/requests.tsx"), "Requests"),
});

const assignment = createRoute({
  getParentRoute: () => settings,
  path: "assignment",
  component: lazyScreen(() => import("../screens/assignment/assignment.tsx"), "Assignment"),
});

const segments = createRoute({
  getParentRoute: () => settings,
  path: "segments",
  component: lazyScreen(() => import("../screens/segments/segments.tsx"), "Segments"),
});

const fields = createRoute({
  getParentRoute: () => settings,
  path: "fields",
  loader: () => {
    void queryClient.prefetchQuery(fieldsQuery);
    void queryClient.prefetchInfiniteQuery(tagsQuery);
  },
  component: lazyScreen(() => import("../screens/fields/fields.tsx"), "Fields"),
});

const exports = createRoute({
  getParentRoute: () => settings,
  path: "exports",
  loader: () => {
    void queryClient.prefetchInfiniteQuery(exportsQuery);
  },
  component: lazyScreen(() => import("../screens/exports/exports.tsx"), "Exports"),
});

const retention = createRoute({
  getParentRoute: () => settings,
  path: "retention",
  loader: () => {
    void queryClient.prefetchQuery(retentionQuery);
    void queryClient.prefetchInfiniteQuery(holdsQuery);
  },
  component: lazyScreen(() => import("../screens/retention/retention.tsx"), "Retention"),
});

const webhooks = createRoute({
  getParentRoute: () => settings,
  path: "webhooks",
  component: lazyScreen(() => import("../screens/webhooks/webhooks.tsx"), "Webhooks"),
});

const newWebhook = createRoute({
  getParentRoute: () => settings,
  path: "webhooks/new",
  component: lazyScreen(() => import("../screens/webhooks/new-webhook.tsx"), "NewWebhook"),
});

const webhook = createRoute({
  getParentRoute: () => settings,
  path: "webhooks/$id",
  component: lazyScreen(() => import("../screens/webhooks/webhook.tsx"), "WebhookPage"),
});

const audit = createRoute({
  getParentRoute: () => settings,
  path: "audit",
  validateSearch: (search): AuditFilter => {
    const actor = textIn(search["actor"]);
    const action = textIn(search["action"]);
    const target = textIn(search["target"]);
    return { ...(actor && { actor }), ...(action && { action }), ...(target && { target }) };
  },
  component: lazyScreen(() => import("../screens/audit/audit.tsx"), "Audit"),
});

const events = createRoute({
  getParentRoute: () => settings,
  path: "events",
  component: lazyScreen(() => import("../screens/events/events.tsx"), "Events"),
});

/** How the workspace is run. */
export const settingsRoutes = settings.addChildren([
  settingsHome,
  profile,
  workspace,
  team,
  quickReplies,
  assignment,
  dataRequests,
  segments,
  fields,
  exports,
  retention,
  keys,
  webhooks,
  newWebhook,
  webhook,
  events,
  audit,
  alerts,
  hours,
  numbers,
  connect,
  number.addChildren([
    numberOverview,
    numberCheck,
    numberProfile,
    numberLinks,
    numberOptIns,
    numberBlocked,
  ]),
  sandbox,
]);
