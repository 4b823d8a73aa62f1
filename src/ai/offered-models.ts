import { z } from "zod";

import { callProvider, type AiProvider } from "#ai/provider";

const TIMEOUT_MS = 10_000;
/** The provider lists hundreds of models, with a page about each. */
const LIST_BYTES_MAX = 16 * 1024 * 1024;

const List = z.object({ data: z.array(z.object({ id: z.string() })) });

/** The ids of the models that the provider offers; undefined when it cannot be asked. */
export async function offeredModels(
  provider: AiProvider,
  timeoutMs: number = TIMEOUT_MS,
): Promise<ReadonlySet<string> | undefined> {
  const reply = await callProvider(provider, {
    path: "/models",
    signal: AbortSignal.timeout(timeoutMs),
    bytesMax: LIST_BYTES_MAX,
  });
  if (reply.fault !== undefined || reply.status !== 200) return undefined;
  try {
    const list = List.safeParse(JSON.parse(reply.text)).data;
    return list && new Set(list.data.map(({ id }) => id));
  } catch {
    return undefined;
  }
}
