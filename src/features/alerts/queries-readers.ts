import { and, eq } from "drizzle-orm";

import type { AlertKind } from "#core/alert/kinds";
import type { Id } from "#core/ids";
import type { ControlDb } from "#db/control/client";
import { alertSubscriptions, memberships, users } from "#db/control/schema";

/** Who wants letters of which kinds, and in which language. */
export interface Reader {
  readonly email: string;
  readonly locale: string;
  readonly kinds: readonly AlertKind[];
}

/** The members of a workspace who asked for letters, and are members still. */
export const findReaders = (control: ControlDb, tenantId: Id<"tenant">): Promise<Reader[]> =>
  control
    .select({ email: users.email, locale: users.locale, kinds: alertSubscriptions.kinds })
    .from(alertSubscriptions)
    .innerJoin(users, eq(users.id, alertSubscriptions.userId))
    .innerJoin(
      memberships,
      and(
        eq(memberships.userId, alertSubscriptions.userId),
        eq(memberships.tenantId, alertSubscriptions.tenantId),
      ),
    )
    .where(eq(alertSubscriptions.tenantId, tenantId));

/** The kinds that a member asked for; none when nothing was chosen. */
export async function findKinds(
  control: ControlDb,
  who: { readonly tenantId: Id<"tenant">; readonly userId: Id<"user"> },
): Promise<readonly AlertKind[]> {
  const row = await control
    .select({ kinds: alertSubscriptions.kinds })
    .from(alertSubscriptions)
    .where(
      and(eq(alertSubscriptions.tenantId, who.tenantId), eq(alertSubscriptions.userId, who.userId)),
    )
    .get();
  return row?.kinds ?? [];
}
