import type { Id } from "#core/ids";
import { guard, isGuardBroken, statement, toStatement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import { assignmentRules } from "#db/tenant/schema";
import type { RuleRow } from "#features/assignment/queries";

/** Keep a rule as it is now; whose turn it is stays. */
export const keepRule = (db: TenantDb, row: RuleRow): Statement => {
  const { turn: _turn, ...set } = row;
  return toStatement(
    db,
    db.insert(assignmentRules).values(row).onConflictDoUpdate({ target: assignmentRules.id, set }),
  );
};

export const deleteRule = (db: TenantDb, id: Id<"assignmentRule">): Statement =>
  statement(db, "DELETE FROM assignment_rules WHERE id = ?1", id);

const TURN = "assignment.turn";

/** Take a turn of a rule: only that which was read (`isTurnTaken`). */
export const takeTurn = (db: TenantDb, { id, turn }: RuleRow): Statement[] => [
  guard(db, TURN, "EXISTS (SELECT 1 FROM assignment_rules WHERE id = ?1 AND turn = ?2)", id, turn),
  statement(db, "UPDATE assignment_rules SET turn = turn + 1 WHERE id = ?1", id),
];

/** Whether a batch rolled back because the turn was taken meanwhile, or the rule is gone. */
export const isTurnTaken = (error: unknown): boolean => isGuardBroken(error, TURN);
