import { createRootRouteWithContext, createRoute, Outlet, redirect } from "@tanstack/react-router";

import { currentSession } from "../api/session.ts";
import { allWords, type Locale } from "../i18n/i18n.tsx";
import { Broken, NotFound } from "../screens/broken.tsx";
import { Shell } from "../screens/shell.tsx";

/** What every address may know. */
interface Context {
  readonly language: { locale: Locale; change: (locale: Locale) => void };
}

/** Screens whose words are loaded first. */
const FIRST = /\/(?:login|inbox)(?:\/|$)/;

export const root = createRootRouteWithContext<Context>()({
  beforeLoad: async ({ location }) => {
    if (!FIRST.test(location.pathname)) await allWords();
  },
  component: Outlet,
  errorComponent: Broken,
  notFoundComponent: NotFound,
});

/** Whoever is signed in; others are led to sign in first, and back. */
export const signedIn = createRoute({
  getParentRoute: () => root,
  id: "signed-in",
  beforeLoad: ({ location }) => {
    if (currentSession().status === "out")
      throw redirect({ to: "/login", search: { next: location.href } });
  },
  component: Shell,
});

/** Numbers in an address are read as numbers; a phone or a tag may look like one. */
export const textIn = (value: unknown): string | undefined =>
  typeof value === "string" || typeof value === "number" ? String(value) : undefined;
