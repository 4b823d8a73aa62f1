import type { EventData, NewEvent } from "#core/event/catalogue";
import type { Id } from "#core/ids";

export const automationPublished = (id: Id<"automation">, version: number): NewEvent => ({
  type: "automation.published",
  data: { automation_id: id, version },
});

export const automationDisabled = (id: Id<"automation">, version: number): NewEvent => ({
  type: "automation.disabled",
  data: { automation_id: id, version },
});

/** The run that an event is about. */
export interface RunSubject {
  readonly id: Id<"run">;
  readonly automationId: Id<"automation">;
  readonly n: number;
  readonly contactId: Id<"contact">;
  readonly conversationId: Id<"conversation"> | null;
}

const about = (run: RunSubject): EventData<"automation.run.completed"> => ({
  automation_id: run.automationId,
  version: run.n,
  run_id: run.id,
  contact_id: run.contactId,
  conversation_id: run.conversationId,
});

/** `trigger`: the type of what started it. */
export const runStarted = (run: RunSubject, trigger: string): NewEvent => ({
  type: "automation.run.started",
  data: { ...about(run), trigger },
});

/** How a run ended. */
export function runEnded(
  run: RunSubject,
  { status, reason }: { readonly status: string; readonly reason: string | null },
): NewEvent {
  const data = about(run);
  if (status === "completed") return { type: "automation.run.completed", data };
  if (status === "handed_off") return { type: "automation.run.handed_off", data };
  const why = { ...data, reason: reason ?? "unknown" };
  return status === "failed"
    ? { type: "automation.run.failed", data: why }
    : { type: "automation.run.stopped", data: why };
}
