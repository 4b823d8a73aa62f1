import { eq } from "drizzle-orm";

import type { Id } from "#core/ids";
import type { ControlDb } from "#db/control/client";
import { users } from "#db/control/schema";

/** What somebody is called; null when the account is gone. */
export async function findName(control: ControlDb, id: Id<"user">): Promise<string | null> {
  const row = await control
    .select({ name: users.fullName })
    .from(users)
    .where(eq(users.id, id))
    .get();
  return row?.name ?? null;
}
