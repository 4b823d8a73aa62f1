import { consentsAfter } from "#features/consent/queries";
import type { ConsentView } from "#features/consent/schemas";
import { consentView } from "#features/consent/view";
import type { ScopedContext } from "#platform/context";

/** The ledger behind a sequence, oldest first, as the API shows it. @param page.after "" at the beginning. */
export async function readConsentsForExport(
  { db }: ScopedContext,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<readonly ConsentView[]> {
  const rows = await consentsAfter(db, { afterSeq: after === "" ? 0 : Number(after), limit });
  return rows.map((row) => consentView(row));
}
