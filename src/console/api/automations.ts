import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { InferRequestType, InferResponseType } from "hono/client";

import { api, ask, askVersioned, type Versioned } from "./client.ts";

const one = api.automations[":id"];
type One = typeof one;

export type Automation = InferResponseType<typeof api.automations.$get, 200>["data"][number];
/** An automation as it is written: a rule or a flow. */
export type Definition = InferRequestType<typeof api.automations.$post>["json"];
export type Rule = Extract<Definition, { kind: "rule" }>;
export type Flow = Extract<Definition, { kind: "flow" }>;
export type Trigger = Definition["trigger"];
export type TriggerType = Trigger["type"];
export type Step = Flow["steps"][string];
export type StepType = Step["type"];
export type GoldenTest = NonNullable<Definition["tests"]>[number];
export type PlayedMessage = GoldenTest["messages"][number];
export type Script = InferRequestType<One["simulate"]["$post"]>["json"];
export type Transcript = InferResponseType<One["simulate"]["$post"], 200>;
export type Version = InferResponseType<One["versions"]["$get"], 200>["data"][number];

const PAGES_MAX = 5;

/** The newest five hundred: beyond them the list says that it is cut. */
export const automationsQuery = queryOptions({
  queryKey: ["automations", "list"],
  queryFn: async () => {
    const automations: Automation[] = [];
    let after: string | undefined;
    for (let pages = 0; pages < PAGES_MAX; pages += 1) {
      const page = await ask(
        api.automations.$get({ query: { limit: "100", ...(after && { after }) } }),
      );
      automations.push(...page.data);
      if (page.next_cursor === null) return { automations, isWhole: true };
      after = page.next_cursor;
    }
    return { automations, isWhole: false };
  },
});

export const automationQuery = (id: string) =>
  queryOptions({
    queryKey: ["automations", "one", id],
    queryFn: () => askVersioned(one.$get({ param: { id } })),
  });

/** What is wrong with the draft as it was saved; `etag` is its version. */
export const problemsQuery = (id: string, etag: string | undefined) =>
  queryOptions({
    queryKey: ["automations", "problems", id, etag],
    queryFn: () => ask(one.validate.$post({ param: { id } })),
    // What it names elsewhere may change; what it says itself cannot without another version.
    staleTime: 30_000,
  });

export const versionsQuery = (id: string) =>
  queryOptions({
    queryKey: ["automations", "versions", id],
    queryFn: () => ask(one.versions.$get({ param: { id } })),
  });

export const createAutomation = (json: Definition): Promise<Versioned<Automation>> =>
  askVersioned(api.automations.$post({ json }));

/** @throws Problem `precondition_failed` when somebody changed it after `etag`. */
export const updateAutomation = (
  id: string,
  etag: string | undefined,
  { kind: _never, ...json }: Definition,
): Promise<Versioned<Automation>> =>
  askVersioned(
    one.$patch({
      param: { id },
      header: etag === undefined ? {} : { "If-Match": etag },
      // Safe: conditions, settings and tests are told as loose objects here, and judged as a whole.
      json: json as InferRequestType<One["$patch"]>["json"],
    }),
  );

/** @throws Problem `lint_failed` with a pointer for each thing that is wrong. */
export const publishAutomation = (id: string) => askVersioned(one.publish.$post({ param: { id } }));

export const disableAutomation = (id: string) => askVersioned(one.disable.$post({ param: { id } }));

export const deleteAutomation = (id: string) => ask(one.$delete({ param: { id } }));

export const restoreVersion = (id: string, version: number) =>
  askVersioned(one.versions[":version"].restore.$post({ param: { id, version: String(version) } }));

/** Play a conversation with the draft as it was saved. Nothing is sent. */
export const simulate = (id: string, json: Script): Promise<Transcript> =>
  ask(one.simulate.$post({ param: { id }, json }));

/** What the API told of an automation, as it takes it. */
export function definitionOf({
  kind,
  name,
  trigger,
  conditions,
  settings,
  tests,
  actions,
  start,
  steps,
}: Automation): Definition {
  const body = kind === "rule" ? { actions } : { start, steps };
  // Safe: what the API gave it takes.
  return { kind, name, trigger, conditions, settings, tests, ...body } as unknown as Definition;
}

export type Run = InferResponseType<typeof api.runs.$get, 200>["data"][number];
export type RunStatus = Run["status"];
const aRun = api.runs[":id"];

/** Runs, newest first; a page may be short while more follow. */
export const runsQuery = ({ automation, status }: { automation: string; status?: RunStatus }) =>
  infiniteQueryOptions({
    queryKey: ["runs", "list", automation, status],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam: after }) =>
      ask(
        api.runs.$get({
          query: {
            limit: "25",
            // Safe: it came out of an address of this automation.
            automation: automation as `aut_${string}`,
            ...(status && { status }),
            ...(after && { after }),
          },
        }),
      ),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

/** The newest hundred runs of the workspace: what happened of late. */
export const lateRunsQuery = queryOptions({
  queryKey: ["runs", "late"],
  queryFn: () => ask(api.runs.$get({ query: { limit: "100" } })),
});

export const runQuery = (id: string) =>
  queryOptions({
    queryKey: ["runs", "one", id],
    queryFn: () => ask(aRun.$get({ param: { id } })),
  });

export const stopRun = (id: string) => ask(aRun.stop.$post({ param: { id } }));

export type Funnel = InferResponseType<One["funnel"]["$get"], 200>;

/** How many runs of a version came how far; of the one that was published last. */
export const funnelQuery = (id: string) =>
  queryOptions({
    queryKey: ["runs", "funnel", id],
    queryFn: () => ask(one.funnel.$get({ param: { id }, query: {} })),
  });
