import { createRoute, redirect } from "@tanstack/react-router";

import { holdInvitation } from "../api/invitation.ts";
import { currentSession } from "../api/session.ts";
import { lazyScreen, root, textIn } from "./base.ts";

const login = createRoute({
  getParentRoute: () => root,
  path: "login",
  validateSearch: (search): { next?: string; workspace?: string } => {
    const next = textIn(search["next"]);
    const workspace = textIn(search["workspace"]);
    return {
      // Only an address of the console itself: never a link that leads elsewhere after sign-in.
      ...(next !== undefined && /^\/(?![/\\])/.test(next) && { next }),
      ...(workspace !== undefined && { workspace }),
    };
  },
  beforeLoad: ({ search }) => {
    if (currentSession().status === "in") throw redirect({ to: search.next ?? "/" });
  },
  component: lazyScreen(() => import("../screens/login/login.tsx"), "Login"),
});

const register = createRoute({
  getParentRoute: () => root,
  path: "register",
  beforeLoad: () => {
    if (currentSession().status === "in") throw redirect({ to: "/" });
  },
  component: lazyScreen(() => import("../screens/register/register.tsx"), "Register"),
});

const invite = createRoute({
  getParentRoute: () => root,
  path: "invite",
  beforeLoad: ({ location }) => {
    if (location.hash === "") return;
    // The token leaves the address before anything is shown.
    holdInvitation(location.hash);
    throw redirect({ to: "/invite", replace: true });
  },
  component: lazyScreen(() => import("../screens/register/invite.tsx"), "Invite"),
});

/** The ways in. */
export const entryRoutes = [login, register, invite] as const;
