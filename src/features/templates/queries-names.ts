import { statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import type { TemplateRow } from "#features/templates/queries";

const NAME_LENGTH_MAX = 512;
/** Room for an underscore and a number behind a name. */
const STEM_LENGTH_MAX = NAME_LENGTH_MAX - 7;

/** The next name of a row of copies that the account does not have in this language: `offer` → `offer_2` → `offer_3`. */
export async function findFreeName(
  db: TenantDb,
  of: Pick<TemplateRow, "wabaId" | "name" | "language">,
): Promise<string> {
  const stem = of.name.replace(/_\d{1,6}$/, "").slice(0, STEM_LENGTH_MAX);
  const found = await statement(
    db,
    `SELECT max(CAST(substr(name, length(?2) + 2) AS INTEGER)) AS last FROM templates
     WHERE waba_id = ?1 AND language = ?3 AND substr(name, 1, length(?2) + 1) = ?2 || '_'
       AND substr(name, length(?2) + 2) NOT GLOB '*[^0-9]*' AND length(name) - length(?2) BETWEEN 2 AND 7`,
    of.wabaId,
    stem,
    of.language,
  ).first<{ last: number | null }>();
  return `${stem}_${Math.max(1, found?.last ?? 1) + 1}`;
}
