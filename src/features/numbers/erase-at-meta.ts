import type { Recipient } from "#core/privacy/erasure";
import { numbersInUse, type NumberRow } from "#features/numbers/queries";
import type { ScopedContext } from "#platform/context";
import { deleteFromContactBook } from "#platform/meta/contact-book";
import { callsOf } from "#platform/meta/graph";

/**
 * Ask Meta to take a person out of the contact book that it keeps for the business: once for each portfolio or, where none is
 * known, each number. Where Meta cannot be reached or refuses, that is told, and nothing waits for it.
 */
export async function eraseAtMeta(
  ctx: ScopedContext,
  bsuids: readonly string[],
): Promise<readonly Recipient[]> {
  const asked: Recipient[] = [];
  for (const number of onePerPortfolio(await numbersInUse(ctx.db)))
    asked.push({
      kind: "meta",
      id: number.id,
      at: null,
      state: (await eraseWith(ctx, number, bsuids)) ? "asked" : "left",
    });
  return asked;
}

async function eraseWith(
  ctx: ScopedContext,
  number: NumberRow,
  bsuids: readonly string[],
): Promise<boolean> {
  if (bsuids.length === 0) return false;
  const call = await callsOf(ctx, number);
  const replies = await Promise.all(
    bsuids.map((bsuid) => deleteFromContactBook(call, number.phoneNumberId, bsuid)),
  );
  return replies.every((reply) => reply.type === "ok" && reply.value);
}

function onePerPortfolio(numbers: readonly NumberRow[]): readonly NumberRow[] {
  const byPortfolio = new Map<string, NumberRow>(
    numbers.map((number) => [number.portfolioId ?? number.id, number]),
  );
  return [...byPortfolio.values()];
}
