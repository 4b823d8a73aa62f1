import type { RuleRow } from "#features/assignment/queries";
import type { RuleView } from "#features/assignment/schemas";

/** The wire shape of a rule. */
export const ruleView = (row: RuleRow): RuleView => ({
  id: row.id,
  name: row.name,
  place: row.place,
  enabled: row.enabled,
  when: {
    numbers: [...row.conditions.numbers],
    tags: [...row.conditions.tags],
    languages: [...row.conditions.languages],
    hours: row.conditions.hours ?? null,
  },
  how: row.how,
  members: [...row.members],
  created_at: new Date(row.createdAt).toISOString(),
  updated_at: new Date(row.updatedAt).toISOString(),
});
