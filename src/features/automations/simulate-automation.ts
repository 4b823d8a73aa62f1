import { play } from "#core/automation/simulate";
import { stageOf } from "#features/automations/find-problems";
import { requireAutomation } from "#features/automations/require-automation";
import type { SimulateBody, TranscriptView } from "#features/automations/schemas-simulate";
import { traceView } from "#features/automations/view-runs";
import { requireScope, type TenantContext } from "#platform/context";

/**
 * Play a conversation with the draft. Nothing is sent and nothing is called.
 *
 * @throws AppError `not_found`.
 */
export async function simulateAutomation(
  ctx: TenantContext,
  id: string,
  { clock, ...script }: SimulateBody,
): Promise<TranscriptView> {
  requireScope(ctx, "automations:read");

  const { definition } = await requireAutomation(ctx, id);
  const startMs = clock === undefined ? ctx.nowMs() : Date.parse(clock);
  const played = play(definition, script, await stageOf(ctx, startMs));
  return {
    transcript: played.lines.map(({ from, atMs, text, step }) => ({
      from,
      at: new Date(atMs).toISOString(),
      text,
      step,
    })),
    status: played.status,
    reason: played.reason,
    variables: { ...played.variables },
    trace: traceView(played.trace),
  };
}
