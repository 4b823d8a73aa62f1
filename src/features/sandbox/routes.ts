import { createRoute, z } from "@hono/zod-openapi";

import { clearFaults } from "#features/sandbox/clear-faults";
import { getClock } from "#features/sandbox/get-clock";
import { getFaults } from "#features/sandbox/get-faults";
import {
  LedgerQuery,
  LedgerView,
  SummaryQuery,
  SummaryView,
} from "#features/sandbox/ledger-schemas";
import { listLedger } from "#features/sandbox/list-ledger";
import { listRecipients } from "#features/sandbox/list-recipients";
import { moveClock } from "#features/sandbox/move-clock";
import { receiveInbound } from "#features/sandbox/receive-inbound";
import { reportStatus } from "#features/sandbox/report-status";
import {
  ClockBody,
  ClockView,
  FaultsBody,
  FaultsView,
  InboundBody,
  InboundView,
  RecipientList,
  StatusBody,
  StatusView,
} from "#features/sandbox/schemas";
import { setFaults } from "#features/sandbox/set-faults";
import { summariseLedger } from "#features/sandbox/summarise-ledger";
import { json, refusals } from "#platform/http/contract";
import { givenId } from "#platform/http/id-of";
import { newRouter } from "#platform/http/router";

const common = { tags: ["Sandbox"], security: [{ bearer: [] }] };
const body = <T extends z.ZodType>(schema: T) => ({ required: true, ...json(schema) });
const params = z.object({ id: givenId("number") });

const inbound = createRoute({
  method: "post",
  path: "/sandbox/numbers/{id}/inbound",
  operationId: "sandboxInbound",
  summary: "Be a customer who writes",
  description:
    "The message comes in by a signed webhook, as from Meta. Media without an `id` come with a small file; `med_…` sends one that was uploaded. Requires `sandbox:write`.",
  ...common,
  request: { params, body: body(InboundBody) },
  responses: {
    202: { description: "The message is on its way", ...json(InboundView) },
    ...refusals(
      "invalid_request",
      "invalid_user_id",
      "not_found",
      "unsupported_media",
      "meta_error",
    ),
  },
});

const status = createRoute({
  method: "post",
  path: "/sandbox/numbers/{id}/statuses",
  operationId: "sandboxStatus",
  summary: "Report a status by hand",
  description: "The status comes in by a signed webhook, as from Meta. Requires `sandbox:write`.",
  ...common,
  request: { params, body: body(StatusBody) },
  responses: {
    202: { description: "The status is on its way", ...json(StatusView) },
    ...refusals("invalid_request", "not_found"),
  },
});

const recipients = createRoute({
  method: "get",
  path: "/sandbox/recipients",
  operationId: "listSandboxRecipients",
  summary: "List magic recipients",
  description:
    "A message to a phone number that ends with these digits has this effect. Requires `sandbox:write`.",
  ...common,
  responses: {
    200: { description: "Every magic ending", ...json(RecipientList) },
    ...refusals(),
  },
});

const readFaults = createRoute({
  method: "get",
  path: "/sandbox/faults",
  operationId: "getSandboxFaults",
  summary: "Get the fault rules",
  description:
    "The rules that are in force, and the seed that chance begins with. Requires `sandbox:write`.",
  ...common,
  responses: { 200: { description: "Rules and seed", ...json(FaultsView) }, ...refusals() },
});

const replaceFaults = createRoute({
  method: "put",
  path: "/sandbox/faults",
  operationId: "setSandboxFaults",
  summary: "Set the fault rules",
  description:
    "Rules count the messages that they match from now on. Rules go before magic recipients. Requires `sandbox:write`.",
  ...common,
  request: { body: body(FaultsBody) },
  responses: {
    200: { description: "Rules and seed", ...json(FaultsView) },
    ...refusals("invalid_request"),
  },
});

const removeFaults = createRoute({
  method: "delete",
  path: "/sandbox/faults",
  operationId: "clearSandboxFaults",
  summary: "Remove the fault rules",
  description: "Messages go as they should again. Requires `sandbox:write`.",
  ...common,
  responses: { 204: { description: "No rules are left" }, ...refusals() },
});

const readClock = createRoute({
  method: "get",
  path: "/sandbox/clock",
  operationId: "getSandboxClock",
  summary: "Get the sandbox's time",
  description:
    "The time by which the sandbox sends statuses and writes its ledger. Requires `sandbox:write`.",
  ...common,
  responses: { 200: { description: "The time", ...json(ClockView) }, ...refusals() },
});

const turnClock = createRoute({
  method: "post",
  path: "/sandbox/clock",
  operationId: "moveSandboxClock",
  summary: "Move the sandbox's time forward",
  description: "What becomes due happens at once. Requires `sandbox:write`.",
  ...common,
  request: { body: body(ClockBody) },
  responses: {
    200: { description: "The new time", ...json(ClockView) },
    ...refusals("invalid_request", "out_of_range"),
  },
});

const ledger = createRoute({
  method: "get",
  path: "/sandbox/ledger",
  operationId: "listSandboxLedger",
  summary: "List what was posted to Graph",
  description: "Oldest first. Requires `sandbox:write`.",
  ...common,
  request: { query: LedgerQuery },
  responses: {
    200: { description: "Entries of the ledger", ...json(LedgerView) },
    ...refusals("not_found", "out_of_range", "unknown_parameter"),
  },
});

const summary = createRoute({
  method: "get",
  path: "/sandbox/ledger/summary",
  operationId: "getSandboxLedgerSummary",
  summary: "Get the ledger's totals",
  description: "Over everything that was posted to Graph. Requires `sandbox:write`.",
  ...common,
  request: { query: SummaryQuery },
  responses: {
    200: { description: "Totals", ...json(SummaryView) },
    ...refusals("not_found", "unknown_parameter"),
  },
});

/** `/sandbox/*`: be a customer, be Meta, break things, and read what happened. */
export const sandboxRoutes = newRouter()
  .openapi(inbound, async (c) =>
    c.json(await receiveInbound(c.var.ctx, c.req.valid("param").id, c.req.valid("json")), 202),
  )
  .openapi(status, async (c) =>
    c.json(await reportStatus(c.var.ctx, c.req.valid("param").id, c.req.valid("json")), 202),
  )
  .openapi(recipients, async (c) => c.json({ data: await listRecipients(c.var.ctx) }, 200))
  .openapi(readFaults, async (c) => c.json(await getFaults(c.var.ctx), 200))
  .openapi(replaceFaults, async (c) => c.json(await setFaults(c.var.ctx, c.req.valid("json")), 200))
  .openapi(removeFaults, async (c) => {
    await clearFaults(c.var.ctx);
    return c.body(null, 204);
  })
  .openapi(readClock, async (c) => c.json(await getClock(c.var.ctx), 200))
  .openapi(turnClock, async (c) => c.json(await moveClock(c.var.ctx, c.req.valid("json")), 200))
  .openapi(ledger, async (c) => c.json(await listLedger(c.var.ctx, c.req.valid("query")), 200))
  .openapi(summary, async (c) =>
    c.json(await summariseLedger(c.var.ctx, c.req.valid("query")), 200),
  );
