import { createRoute } from "@tanstack/react-router";

import { messageDaysQuery, overviewQuery } from "../api/analytics.ts";
import { queryClient } from "../api/query-client.ts";
import { lazyScreen, signedIn } from "./base.ts";

/** Spans of days that reports can be read of. */
export const SPANS = [7, 30, 90] as const;
type Span = (typeof SPANS)[number];

const reports = createRoute({
  getParentRoute: () => signedIn,
  path: "reports",
  validateSearch: ({ days }: Record<string, unknown>): { days?: Span } => {
    const span = SPANS.find((one) => one === days);
    return span === undefined ? {} : { days: span };
  },
  loaderDeps: ({ search: { days = 30 } }) => ({ days }),
  loader: ({ deps: { days } }) => {
    void queryClient.prefetchQuery(overviewQuery(days));
    void queryClient.prefetchQuery(messageDaysQuery(days));
  },
  component: lazyScreen(() => import("../screens/reports/reports.tsx"), "Reports"),
});

/** What happened, in figures. */
export const reportRoutes = [reports] as const;
