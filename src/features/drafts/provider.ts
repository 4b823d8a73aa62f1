import type { AiProvider } from "#ai/provider";
import { configOf } from "#platform/config";
import type { ScopedContext } from "#platform/context";

/** The deployment's provider; undefined when it has none. */
export function findProvider({ env }: ScopedContext): AiProvider | undefined {
  const { openRouterUrl: url, openRouterKey: key } = configOf(env);
  if (key === null) return undefined;
  return { url, key, fetch: (target, init) => fetch(target, init) };
}
