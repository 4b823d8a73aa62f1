import { guard, isGuardBroken, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import type { KnownRule } from "#features/contacts/queries-fields";

const RULES = "contact.field_rules";

/**
 * Let a batch that writes fields through only while they are declared as they were read (`isRuleChanged`). A declaration holds
 * in the same way that no value stands against it, so none slips in between.
 */
export const guardRules = (
  db: TenantDb,
  keys: ReadonlySet<string>,
  rules: ReadonlyMap<string, KnownRule>,
): Statement[] => {
  if (keys.size === 0) return [];
  const read = [...keys].map((key) => [key, rules.get(key)?.updatedAt ?? null]);
  return [
    guard(
      db,
      RULES,
      `NOT EXISTS (SELECT 1 FROM json_each(?1) e LEFT JOIN contact_fields f ON f."key" = e.value->>0
        WHERE f.updated_at IS NOT e.value->>1)`,
      JSON.stringify(read),
    ),
  ];
};

/** Whether a batch rolled back because a field that it writes was declared anew. */
export const isRuleChanged = (error: unknown): boolean => isGuardBroken(error, RULES);
