import type { Traced } from "#core/automation/run-state";
import type { NamedRun, RunRow } from "#features/automations/queries-runs";
import type { ListedRun, RunDetail, RunView } from "#features/automations/schemas-runs";

const instant = (ms: number): string => new Date(ms).toISOString();

/** The steps of a run on the wire. */
export const traceView = (trace: readonly Traced[]) =>
  trace.map(({ step, turn, at, outcome }) => ({ step, turn, at: instant(at), outcome }));

export const runView = (row: RunRow): RunView => ({
  id: row.id,
  automation_id: row.automationId,
  version: row.n,
  contact_id: row.contactId,
  number_id: row.numberId,
  conversation_id: row.conversationId,
  status: row.status,
  reason: row.reason,
  trigger: row.cause,
  step: row.status === "waiting" ? row.state.at : null,
  wakes_at: row.wakeAt === null ? null : instant(row.wakeAt),
  created_at: instant(row.createdAt),
  updated_at: instant(row.updatedAt),
});

export const listedRun = ({ run, contactName }: NamedRun): ListedRun => ({
  ...runView(run),
  contact_name: contactName,
});

export const runDetail = (row: RunRow): RunDetail => ({
  ...runView(row),
  variables: { ...row.state.variables },
  trace: traceView(row.state.trace),
});
