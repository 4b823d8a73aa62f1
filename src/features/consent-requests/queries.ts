import { and, eq, inArray } from "drizzle-orm";

import type { TenantDb } from "#db/tenant/client";
import { numbers, templates } from "#db/tenant/schema";

export type AskingTemplate = Pick<
  typeof templates.$inferSelect,
  "category" | "components" | "optOutButtons"
>;

/** The template of a name and language that a number can send, or that one of the workspace's can; whatever its status. */
export const findTemplateNamed = (
  db: TenantDb,
  { name, language, from }: { name: string; language: string; from: string | undefined },
): Promise<AskingTemplate | undefined> => {
  const homes = db.select({ wabaId: numbers.wabaId }).from(numbers);
  return db
    .select({
      category: templates.category,
      components: templates.components,
      optOutButtons: templates.optOutButtons,
    })
    .from(templates)
    .where(
      and(
        eq(templates.name, name),
        eq(templates.language, language),
        inArray(
          templates.wabaId,
          // Safe: a text that is no number's id is nobody's.
          from === undefined ? homes : homes.where(eq(numbers.id, from as `num_${string}`)),
        ),
      ),
    )
    .get();
};
