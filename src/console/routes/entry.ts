import { createRoute, redirect } from "@tanstack/react-router";

import { holdInvitation } from "../api/invitation.ts";
import { holdToken } from "../api/letter-token.ts";
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

const forgotPassword = createRoute({
  getParentRoute: () => root,
  path: "forgot-password",
  component: lazyScreen(() => import("../screens/login/letters.tsx"), "ForgotPassword"),
});

const resetPassword = createRoute({
  getParentRoute: () => root,
  path: "reset-password",
  beforeLoad: ({ location }) => {
    if (location.hash === "") return;
    // The token leaves the address before anything is shown.
    holdToken(location.hash);
    throw redirect({ to: "/reset-password", replace: true });
  },
  component: lazyScreen(() => import("../screens/login/letters.tsx"), "ResetPassword"),
});

const verify = createRoute({
  getParentRoute: () => root,
  path: "verify",
  beforeLoad: ({ location }) => {
    if (location.hash === "") return;
    holdToken(location.hash);
    throw redirect({ to: "/verify", replace: true });
  },
  component: lazyScreen(() => import("../screens/login/letters.tsx"), "VerifyEmail"),
});

/** The ways in. */
export const entryRoutes = [
  login,
  register,
  invite,
  forgotPassword,
  resetPassword,
  verify,
] as const;
