/** What happened, counted. */
import { queryOptions } from "@tanstack/react-query";
import type { InferResponseType } from "hono/client";

import { api, ask } from "./client.ts";

type Figures<Call> = Exclude<InferResponseType<Call, 200>, string>;
export type Overview = Figures<typeof api.analytics.overview.$get>;
export type MessageDay = Figures<typeof api.analytics.messages.$get>["data"][number];

/** The reports that have a table of their own. */
export const TABLES = [
  "messages",
  "responses",
  "agents",
  "campaigns",
  "templates",
  "spend",
] as const;
export type Table = (typeof TABLES)[number];

const DAY_MS = 86_400_000;

/** The first day of the last so many, as this device's calendar has them. */
const firstOf = (days: number): string => {
  const date = new Date(Date.now() - (days - 1) * DAY_MS);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
};

const timezone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

const asked = (days: number) => ({ query: { from: firstOf(days), timezone: timezone() } });

/** Safe: a text is answered only where CSV is asked for. */
const figures = async <T>(answer: Promise<T>): Promise<Exclude<T, string>> =>
  (await answer) as Exclude<T, string>;

export const overviewQuery = (days: number) =>
  queryOptions({
    queryKey: ["analytics", "overview", days],
    queryFn: () => figures(ask(api.analytics.overview.$get(asked(days)))),
  });

export const messageDaysQuery = (days: number) =>
  queryOptions({
    queryKey: ["analytics", "messages", days],
    queryFn: () => figures(ask(api.analytics.messages.$get(asked(days)))),
  });

export const agentsQuery = (days: number) =>
  queryOptions({
    queryKey: ["analytics", "agents", days],
    queryFn: () => figures(ask(api.analytics.agents.$get(asked(days)))),
  });

export const templateFiguresQuery = (days: number) =>
  queryOptions({
    queryKey: ["analytics", "templates", days],
    queryFn: () => figures(ask(api.analytics.templates.$get(asked(days)))),
  });

export const spendQuery = (days: number) =>
  queryOptions({
    queryKey: ["analytics", "spend", days],
    queryFn: () => figures(ask(api.analytics.spend.$get(asked(days)))),
  });

/** A report as a file for a spreadsheet. @throws Problem as `ask`. */
export async function tableFile(table: Table, days: number): Promise<Blob> {
  const { query } = asked(days);
  const call = api.analytics[table].$get({ query: { ...query, format: "csv" } });
  let file = new Blob();
  await ask(
    call.then(async (answer) => {
      file = await answer.blob();
      return { json: () => Promise.resolve(null), text: () => Promise.resolve("") };
    }),
  );
  return file;
}
