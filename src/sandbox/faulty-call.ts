import type { FaultyCall } from "#sandbox/faults";
import { ConnectionLost, refused, type GraphContext } from "#sandbox/graph-context";
import type { World } from "#sandbox/world";

/**
 * Answer a call that the fault rules may befall: it is refused, late, or done without its answer arriving.
 *
 * @param settle Resolves when everything written so far is durable.
 */
export async function answerFaulty(
  world: World,
  c: GraphContext,
  call: FaultyCall,
  {
    answer,
    settle,
  }: {
    readonly answer: () => Response | Promise<Response>;
    readonly settle: () => Promise<void>;
  },
): Promise<Response> {
  const fate = world.faults.meetCall(call);
  if (fate?.effect === "error")
    return refused(c, { code: fate.code, details: "The fault rules say so." });
  if (fate?.effect === "delay") await scheduler.wait(fate.delayMs);
  const response = await answer();
  if (fate?.effect !== "lost_response") return response;
  await settle();
  throw new ConnectionLost("The connection was lost.");
}
