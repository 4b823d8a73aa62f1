import { eq } from "drizzle-orm";

import { users } from "#db/control/schema";
import { toStatement } from "#db/statement";
import { requireMe } from "#features/accounts/get-me";
import { hasSecondStep } from "#features/accounts/queries-second-step";
import type { Me, UpdateMeBody } from "#features/accounts/schemas";
import { meView } from "#features/accounts/view";
import { commitControl } from "#platform/commit-control";
import { checkIfMatch, contentEtag } from "#platform/http/etag";
import type { PersonContext } from "#platform/person";

/**
 * Change the caller's name, time zone or locale. Absent members stay as they are.
 *
 * @throws AppError `precondition_failed`.
 */
export async function updateMe(
  ctx: PersonContext,
  { ifMatch, ...input }: UpdateMeBody & { readonly ifMatch: string | undefined },
): Promise<Me> {
  const before = await requireMe(ctx);
  const hasMfa = await hasSecondStep(ctx.control, before.id);
  checkIfMatch(ifMatch, await contentEtag(meView(ctx, before, hasMfa)));
  const change = {
    fullName: input.full_name ?? before.fullName,
    timezone: input.timezone ?? before.timezone,
    locale: input.locale ?? before.locale,
    updatedAt: ctx.nowMs(),
  };
  const me = meView(ctx, { ...before, ...change }, hasMfa);
  await commitControl(ctx, {
    statements: [
      toStatement(
        ctx.control,
        ctx.control.update(users).set(change).where(eq(users.id, before.id)),
      ),
    ],
    audit: {
      action: "account.update",
      target: before.id,
      changes: { fields: Object.keys(input) },
    },
    answer: { status: 200, body: me },
  });
  return me;
}
