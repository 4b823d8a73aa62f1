/** What the calls of the Graph API share: how one is made, and how the commonest answers are read. */
import { z } from "zod";

import type { GraphCall, GraphReply } from "#platform/meta/call";

/** One call of the Graph API, with the token it was made for unless the request has another. */
export type Call = <T>(
  request: Omit<GraphCall, "token"> & { readonly token?: string },
  read: (body: unknown) => T | undefined,
) => Promise<GraphReply<T>>;

/** One page of a list, and Meta's cursor of the next; null on the last. */
export interface Page<T> {
  readonly data: readonly T[];
  readonly after: string | null;
}

const Paging = z.object({
  data: z.array(z.unknown()),
  paging: z
    .object({ cursors: z.object({ after: z.string() }).nullish(), next: z.string().nullish() })
    .nullish(),
});

/** A page of what `item` reads; undefined when the answer is none, or one of its items is not. */
export function readPaging<T extends z.ZodType>(
  json: unknown,
  item: T,
): Page<z.output<T>> | undefined {
  const parsed = Paging.safeParse(json);
  const data = z.array(item).safeParse(parsed.data?.data);
  if (!parsed.success || !data.success) return undefined;
  const { paging } = parsed.data;
  return { data: data.data, after: paging?.next ? (paging.cursors?.after ?? null) : null };
}

/** Meta's answer to what only succeeds. */
export const readSuccess = (json: unknown): true | undefined =>
  z.object({ success: z.literal(true) }).safeParse(json).success ? true : undefined;
