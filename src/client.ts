import { hc } from "hono/client";

import type { AppType } from "#app";

/** Typed client of our own API, for the console, scripts and tests. */
export const client = hc<AppType>;
