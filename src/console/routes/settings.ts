import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";

import { numberQuery, numbersQuery } from "../api/numbers.ts";
import { queryClient } from "../api/query-client.ts";
import { signedIn } from "./base.ts";

/** Where the console leads. */
export const home = createRoute({
  getParentRoute: () => signedIn,
  path: "/",
  loader: () => {
    void queryClient.prefetchQuery(numbersQuery);
  },
  component: lazyRouteComponent(() => import("../screens/home/home.tsx"), "Home"),
});

const settings = createRoute({
  getParentRoute: () => signedIn,
  path: "settings",
  component: lazyRouteComponent(() => import("../screens/settings/settings.tsx"), "Settings"),
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
  component: lazyRouteComponent(() => import("../screens/settings/profile.tsx"), "Profile"),
});

const workspace = createRoute({
  getParentRoute: () => settings,
  path: "workspace",
  component: lazyRouteComponent(() => import("../screens/settings/workspace.tsx"), "Workspace"),
});

const team = createRoute({
  getParentRoute: () => settings,
  path: "team",
  component: lazyRouteComponent(() => import("../screens/settings/team.tsx"), "Team"),
});

const keys = createRoute({
  getParentRoute: () => settings,
  path: "keys",
  component: lazyRouteComponent(() => import("../screens/settings/keys.tsx"), "Keys"),
});

const numbers = createRoute({
  getParentRoute: () => settings,
  path: "numbers",
  component: lazyRouteComponent(() => import("../screens/numbers/numbers.tsx"), "Numbers"),
});

const connect = createRoute({
  getParentRoute: () => settings,
  path: "numbers/new",
  component: lazyRouteComponent(() => import("../screens/numbers/connect.tsx"), "Connect"),
});

const number = createRoute({
  getParentRoute: () => settings,
  path: "numbers/$id",
  loader: ({ params: { id } }) => {
    void queryClient.prefetchQuery(numberQuery(id));
  },
  component: lazyRouteComponent(() => import("../screens/numbers/number.tsx"), "OneNumber"),
});

const sandbox = createRoute({
  getParentRoute: () => settings,
  path: "sandbox",
  component: lazyRouteComponent(() => import("../screens/sandbox/sandbox.tsx"), "Sandbox"),
});

/** How the workspace is run. */
export const settingsRoutes = settings.addChildren([
  settingsHome,
  profile,
  workspace,
  team,
  keys,
  numbers,
  connect,
  number,
  sandbox,
]);
