/** Names of a person in what a business has set up: conditions, audiences, texts. */
import { statement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";

/** What a business writes itself, and may have written a person into. */
const TEXTS = [
  ["campaigns", "audience"],
  ["campaigns", "variables"],
  ["automations", "definition"],
  ["automation_versions", "definition"],
  ["assignment_rules", "conditions"],
  ["quick_replies", "text"],
  ["segments", "filter"],
] as const;

/** What stands where a name stood. */
const ERASED = "erased";

/** Put a word in the place of a name wherever a business has set something up for it: a condition on it holds for nobody then. */
export const scrubNames = (db: TenantDb, names: readonly string[]): Statement[] =>
  names.flatMap((name) =>
    TEXTS.map(([table, column]) =>
      statement(
        db,
        `UPDATE ${table} SET ${column} = replace(${column}, ?1, '${ERASED}') WHERE instr(${column}, ?1)`,
        name,
      ),
    ),
  );
