import { filterOf } from "#features/contacts/audience";
import { lastInboundOf } from "#features/contacts/queries";
import { countPassing } from "#features/contacts/queries-count";
import { readInOrder } from "#features/contacts/queries-search";
import type { ContactView } from "#features/contacts/schemas";
import { refuseUnseen, sightOf } from "#features/contacts/sight";
import { contactView } from "#features/contacts/view";
import type { ScopedContext } from "#platform/context";

/** Most contacts that a preview looks at. */
const LOOKED_AT_MAX = 100_000;
const SAMPLE_SIZE = 5;

/**
 * How many contacts pass a filter, and the newest of them.
 *
 * @param input JSON that `AudienceFilter` accepted.
 * @throws AppError as `filterOf` and `refuseUnseen`.
 */
export async function previewFilter(
  ctx: ScopedContext,
  input: unknown,
): Promise<{
  readonly count: number;
  readonly isExact: boolean;
  readonly sample: ContactView[];
}> {
  const most = LOOKED_AT_MAX;
  const filter = filterOf(input);
  await refuseUnseen(ctx, filter);
  const { ids, ...counted } = await countPassing(ctx.db, filter, {
    most,
    sample: SAMPLE_SIZE,
  });
  const { rows, numberIds } = await readInOrder(ctx.db, ids);
  const seen = await lastInboundOf(ctx.db, ids, numberIds);
  const sight = await sightOf(ctx);
  return {
    ...counted,
    sample: rows.map((row) => contactView(row, sight, seen.get(row.id) ?? null)),
  };
}
