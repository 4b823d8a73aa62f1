import {
  createRootRouteWithContext,
  createRoute,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import type { ReactNode } from "react";

import { isReachable } from "../api/connection.ts";
import { unreachable } from "../api/problem.ts";
import { currentPerson, currentSession } from "../api/session.ts";
import { allWords, type Locale } from "../i18n/i18n.tsx";
import { BrokenPage, NotFound } from "../screens/broken.tsx";
import { Shell } from "../screens/shell.tsx";

/** What every address may know. */
interface Context {
  readonly language: { locale: Locale; change: (locale: Locale) => void };
}

/** The code of every screen. */
const codes: (() => Promise<unknown>)[] = [];

/**
 * A screen whose code comes when it is first opened. A page that was deployed anew meanwhile has other files, and is loaded again
 * by the router; one that is merely out of reach is not, because that would end the tab with all that it holds.
 */
export function lazyScreen<Name extends string>(
  load: () => Promise<Readonly<Record<Name, () => ReactNode>>>,
  name: Name,
) {
  codes.push(load);
  return lazyRouteComponent(
    () =>
      load().catch(async (error: unknown) => {
        throw (await isReachable()) ? error : unreachable();
      }),
    name,
  );
}

/** Brings what was not opened yet, one after the other, so that every screen opens at once and also without a connection. */
export async function loadScreens(): Promise<void> {
  for (const load of codes) {
    await whenIdle();
    await load().catch(() => undefined);
  }
}

/** Code runs when it comes, so it comes when nothing else is to be done. Safari has no word for that. */
const whenIdle = (): Promise<void> =>
  new Promise((resolve) => {
    if ("requestIdleCallback" in globalThis)
      requestIdleCallback(() => resolve(), { timeout: 1_000 });
    else setTimeout(resolve, 50);
  });

/** Screens whose words are loaded first. */
const FIRST = /\/(?:login|inbox)(?:\/|$)/;

export const root = createRootRouteWithContext<Context>()({
  beforeLoad: async ({ location }) => {
    if (!FIRST.test(location.pathname)) await allWords();
  },
  component: Outlet,
  errorComponent: BrokenPage,
  notFoundComponent: NotFound,
});

/** Whoever is signed in; others are led to sign in first, and back. */
export const signedIn = createRoute({
  getParentRoute: () => root,
  id: "signed-in",
  beforeLoad: ({ location }) => {
    if (currentPerson() !== null) return;
    const session = currentSession();
    // Nobody comes back to where they deleted their account.
    const isGone = session.status === "out" && session.isAccountGone;
    throw redirect({ to: "/login", search: isGone ? {} : { next: location.href } });
  },
  component: Shell,
});

/** Numbers in an address are read as numbers; a phone or a tag may look like one. */
export const textIn = (value: unknown): string | undefined =>
  typeof value === "string" || typeof value === "number" ? String(value) : undefined;
