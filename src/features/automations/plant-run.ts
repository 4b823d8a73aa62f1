import { programOf } from "#core/automation/definition";
import { newRun } from "#core/automation/engine";
import { runIdOf } from "#core/automation/run-id";
import type { Id } from "#core/ids";
import type { Published } from "#features/automations/queries-book";
import type { RunRow } from "#features/automations/queries-runs";
import type { ScopedContext } from "#platform/context";

/** What starts a run: whom it is for, and in words of its own what happened, so that it happens once. */
export interface Start {
  readonly automation: Published;
  readonly cause: string;
  readonly atMs: number;
  readonly contactId: Id<"contact">;
  readonly numberId: Id<"number"> | null;
  readonly conversationId: Id<"conversation"> | null;
  readonly variables?: Readonly<Record<string, string>>;
  readonly depth?: number;
}

/** A run that has not begun: due at once. Its row is there before its first turn, or is written by it (`revision` 0). */
export function newRunRow(
  ctx: Pick<ScopedContext, "nowMs">,
  start: Start,
  revision: 0 | 1,
): RunRow {
  const { id, n, definition } = start.automation;
  const nowMs = ctx.nowMs();
  return {
    id: runIdOf(id, start.cause, start.atMs),
    automationId: id,
    n,
    contactId: start.contactId,
    numberId: start.numberId,
    conversationId: start.conversationId,
    status: "waiting",
    reason: null,
    cause: definition.trigger.type,
    depth: start.depth ?? 0,
    revision,
    wakeAt: nowMs,
    createdAt: nowMs,
    updatedAt: nowMs,
    state: newRun(programOf(definition), { nowMs, variables: start.variables ?? {} }),
  };
}
