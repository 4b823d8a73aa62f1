import { queryOptions } from "@tanstack/react-query";
import type { InferRequestType, InferResponseType } from "hono/client";

import { api, ask } from "./client.ts";

const own = api["business-hours"];

export type Hours = InferResponseType<typeof own.$get, 200>;
export type HoursChange = InferRequestType<typeof own.$put>["json"];

export const hoursQuery = queryOptions({
  queryKey: ["business-hours"],
  queryFn: () => ask(own.$get()),
});

/** @throws Problem with pointers such as `/weekly/mon/0`. */
export const saveHours = (json: HoursChange): Promise<Hours> => ask(own.$put({ json }));
