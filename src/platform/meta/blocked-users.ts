/** People whom a number takes nothing of, and sends nothing to. */
import { z } from "zod";

import { parseGraphError } from "#core/whatsapp/graph-error";
import { readPaging, type Call, type Page } from "#platform/meta/answers";
import type { GraphReply } from "#platform/meta/call";

const Blocked = z.object({
  wa_id: z.string().nullish(),
  user_id: z.string().nullish(),
  input: z.string().nullish(),
});

/** Whoever is blocked: digits, or a business-scoped user id. */
export interface BlockedUser {
  readonly waId: string | null;
  readonly userId: string | null;
}

/** A page of those who are blocked. @param after Meta's own cursor. */
export async function listBlocked(
  call: Call,
  phoneNumberId: string,
  { limit, after }: { readonly limit: number; readonly after: string | null },
): Promise<GraphReply<Page<BlockedUser>>> {
  const from = after === null ? "" : `&after=${encodeURIComponent(after)}`;
  return call(
    { method: "GET", path: `/${phoneNumberId}/block_users?limit=${limit}${from}` },
    (json) => {
      const page = readPaging(json, ListItem);
      return page === undefined ? undefined : { ...page, data: page.data.flat() };
    },
  );
}

const userOf = ({ wa_id: waId, user_id: userId, input }: z.infer<typeof Blocked>): BlockedUser => ({
  waId: waId ?? (input != null && /^\+?\d+$/.test(input) ? bare(input) : null),
  userId: userId ?? null,
});

/** Meta's documents have each person bare, and within a list of one item. */
const ListItem = z.union([
  z.object({ block_users: z.array(Blocked) }).transform((item) => item.block_users.map(userOf)),
  Blocked.transform((item) => [userOf(item)]),
]);

/** Why one person was not dealt with; null when they were. */
export type BlockOutcome = { readonly code: number | null; readonly title: string } | null;

const Failure = Blocked.extend({
  errors: z
    .array(z.object({ code: z.number().nullish(), message: z.string().nullish() }))
    .nullish(),
});

const Result = z.object({
  block_users: z.object({
    added_users: z.array(Blocked).nullish(),
    removed_users: z.array(Blocked).nullish(),
    failed_users: z.array(Failure).nullish(),
  }),
});

/**
 * Block people, or unblock them. Meta answers an error when one of them failed, and tells the others beside it.
 *
 * @param users `+` and digits, or user ids.
 * @returns One outcome for each, in order.
 */
export const changeBlocked = (
  call: Call,
  phoneNumberId: string,
  { users, act }: { readonly users: readonly string[]; readonly act: "block" | "unblock" },
): Promise<GraphReply<readonly BlockOutcome[]>> =>
  call(
    {
      method: act === "block" ? "POST" : "DELETE",
      path: `/${phoneNumberId}/block_users`,
      body: { messaging_product: "whatsapp", block_users: users.map((user) => ({ user })) },
      isPartial: true,
    },
    (json) => readOutcomes(json, users),
  );

function readOutcomes(json: unknown, users: readonly string[]): BlockOutcome[] | undefined {
  const parsed = Result.safeParse(json);
  if (!parsed.success) return undefined;
  const {
    failed_users: failed,
    added_users: added,
    removed_users: removed,
  } = parsed.data.block_users;
  const done = new Set([...(added ?? []), ...(removed ?? [])].flatMap(namesOf));
  const whole = parseGraphError(json);
  return users.map((user) => {
    const failure = (failed ?? []).find((one) => namesOf(one).includes(bare(user)));
    if (failure !== undefined) return reasonOf(failure);
    return whole === undefined || done.has(bare(user))
      ? null
      : { code: whole.code, title: whole.title };
  });
}

const reasonOf = ({ errors }: z.infer<typeof Failure>): BlockOutcome => ({
  code: errors?.[0]?.code ?? null,
  title: errors?.[0]?.message ?? "Meta gave no reason.",
});

const namesOf = ({ input, wa_id: waId, user_id: userId }: z.infer<typeof Blocked>): string[] =>
  [input, waId, userId].flatMap((name) => (name == null ? [] : bare(name)));

const bare = (name: string): string => name.replace(/^\+/, "");
