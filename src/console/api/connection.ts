/**
 * Whether the API can be reached, by what the browser says and by how calls end. One call that breaks off proves nothing: then
 * the API is asked for a sign of life, and again until it gives one.
 */
import { unreachable } from "./problem.ts";

const ASK_AGAIN_MS = 3_000;
/** Anybody may ask it, and it costs nothing. */
const SIGN_OF_LIFE = "/healthz";

let isReached = true;
let asking: Promise<void> | null = null;
const listeners = new Set<() => void>();

export const isConnected = (): boolean => navigator.onLine && isReached;

/** For `useSyncExternalStore`: told when it is lost and when it is back. */
export function onConnectionChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** `fetch`, which tells the rest of the console when no answer comes. @throws Problem `unreachable` then. */
export async function reach(...call: Parameters<typeof fetch>): Promise<Response> {
  try {
    return await fetch(...call);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    asking ??= ask().finally(() => (asking = null));
    throw unreachable();
  }
}

/** Whether it answers now. */
export const isReachable = (): Promise<boolean> =>
  fetch(SIGN_OF_LIFE, { cache: "no-store" }).then(
    () => true,
    () => false,
  );

/** Resolves when the API has answered. */
async function ask(): Promise<void> {
  for (;;) {
    const answers = await isReachable();
    tell(answers);
    if (answers) return;
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
  }
}

function tell(answers: boolean): void {
  if (isReached === answers) return;
  isReached = answers;
  for (const listener of listeners) listener();
}

for (const change of ["online", "offline"])
  addEventListener(change, () => {
    for (const listener of listeners) listener();
  });
