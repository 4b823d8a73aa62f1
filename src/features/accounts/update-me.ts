import { eq } from "drizzle-orm";

import { users } from "#db/control/schema";
import { toStatement } from "#db/statement";
import { loadMe, meView } from "#features/accounts/get-me";
import type { PersonContext } from "#features/accounts/person";
import type { Me, UpdateMeBody } from "#features/accounts/schemas";
import { commitControl } from "#platform/commit-control";

/** Change the caller's name, time zone or locale. Absent members stay as they are. */
export async function updateMe(ctx: PersonContext, input: UpdateMeBody): Promise<Me> {
  const before = await loadMe(ctx);
  const change = {
    fullName: input.full_name ?? before.fullName,
    timezone: input.timezone ?? before.timezone,
    locale: input.locale ?? before.locale,
    updatedAt: ctx.nowMs(),
  };
  const me = meView(ctx, { ...before, ...change });
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
