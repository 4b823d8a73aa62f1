import { queryOptions } from "@tanstack/react-query";
import type { InferRequestType, InferResponseType } from "hono/client";

import { api, ask } from "./client.ts";
import { connectNumber } from "./numbers.ts";

type Sandbox = typeof api.sandbox;
export type LedgerEntry = InferResponseType<Sandbox["ledger"]["$get"], 200>["data"][number];
export type Faults = InferRequestType<Sandbox["faults"]["$put"]>["json"];
export type FaultRule = Faults["rules"][number];

const LEDGER_MS = 4_000;
/** So many entries are shown at most, and read at a time. */
const PAGE = 100;
/** How much further back is looked each time that too few were found. */
const WIDER = 4;

export const endingsQuery = queryOptions({
  queryKey: ["sandbox", "endings"],
  queryFn: () => ask(api.sandbox.recipients.$get()),
  staleTime: Number.POSITIVE_INFINITY,
});

export const faultsQuery = queryOptions({
  queryKey: ["sandbox", "faults"],
  queryFn: () => ask(api.sandbox.faults.$get()),
});

export const setFaults = (json: Faults) => ask(api.sandbox.faults.$put({ json }));
export const clearFaults = () => ask(api.sandbox.faults.$delete());

/** The newest of what was posted from a number, newest first. The ledger is read oldest first, and other numbers' posts are in it. */
export const ledgerQuery = (number: string) =>
  queryOptions({
    queryKey: ["sandbox", "ledger", number],
    queryFn: () => newestOf(number),
    refetchInterval: LEDGER_MS,
  });

async function newestOf(number: string): Promise<LedgerEntry[]> {
  const { summary } = api.sandbox.ledger;
  const [all, own] = await Promise.all([
    ask(summary.$get({ query: {} })),
    ask(summary.$get({ query: { number } })),
  ]);
  const wanted = Math.min(own.posts, PAGE);
  // However many others have posted since: back until there are enough, or the beginning is reached.
  for (let span = PAGE; ; span *= WIDER) {
    const after = Math.max(0, all.posts - span);
    const entries = await entriesSince(number, after);
    if (entries.length >= wanted || after === 0) return entries.toReversed();
  }
}

async function entriesSince(number: string, start: number): Promise<LedgerEntry[]> {
  let entries: LedgerEntry[] = [];
  let after = start;
  for (;;) {
    const query = { number, after: String(after), limit: String(PAGE) };
    const found = await ask(api.sandbox.ledger.$get({ query }));
    entries = [...entries, ...found.data].slice(-PAGE);
    after = found.next_after;
    if (!found.has_more) return entries;
  }
}

export const ledgerSummaryQuery = (number: string) =>
  queryOptions({
    queryKey: ["sandbox", "summary", number],
    queryFn: () => ask(api.sandbox.ledger.summary.$get({ query: { number } })),
    refetchInterval: LEDGER_MS,
  });

export interface PretendMessage {
  readonly from: string;
  readonly name: string;
  readonly text: string;
}

/** A pretend person writes to a sandbox number. */
export const writeAs = (number: string, { from, name, text }: PretendMessage) =>
  ask(
    api.sandbox.numbers[":id"].inbound.$post({
      param: { id: number },
      json: { from, ...(name === "" ? {} : { name }), type: "text", text: { body: text } },
    }),
  );

export type Status = InferRequestType<
  (typeof api.sandbox.numbers)[":id"]["statuses"]["$post"]
>["json"];

/** Meta tells what became of a message. */
export const postStatus = (number: string, json: Status) =>
  ask(api.sandbox.numbers[":id"].statuses.$post({ param: { id: number }, json }));

/** Meta's reviewer decides on a template; it comes in by webhook a moment later. */
export const reviewTemplate = (id: string, decision: "approve" | "reject") =>
  ask(api.sandbox.templates[":id"].review.$post({ param: { id }, json: { decision } }));

/** Answers every message that reaches it, under this name, so a talk goes on by itself. */
const TALKATIVE = { from: "+5511987656008", name: "Sandbox person 6008" };
const TRIES_MAX = 40;
const PAUSE_MS = 250;

/**
 * A sandbox number, and a pretend person who has written to it. `key` is made once per intent.
 *
 * @returns the id of the talk; null when it has not appeared within ten seconds.
 */
export async function startPretending(
  { numberName, text }: { numberName: string; text: string },
  key: string,
): Promise<string | null> {
  const { id } = await connectNumber({ kind: "sandbox", name: numberName }, key);
  await writeAs(id, { ...TALKATIVE, text });
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const { data } = await ask(api.conversations.$get({ query: { limit: "1", number: id } }));
    if (data[0] !== undefined) return data[0].id;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return null;
}
