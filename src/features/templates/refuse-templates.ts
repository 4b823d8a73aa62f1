import type { NewEvent } from "#core/event/catalogue";
import type { Id } from "#core/ids";
import type { RefusedTemplate } from "#core/whatsapp/error-action";
import type { Statement } from "#db/statement";
import { templateChanged } from "#features/templates/events";
import { findApproved } from "#features/templates/queries";
import { refuseTemplate } from "#features/templates/writes";
import { recordChange } from "#features/templates/writes-history";
import type { ScopedContext } from "#platform/context";

/** What Meta's refusal of a message says of its template. */
export interface TemplateRefusal {
  readonly status: RefusedTemplate;
  /** A template that changed after this instant, Unix ms, is not what was refused. */
  readonly asOfMs: number;
}

/** What refusals of messages do to their templates, which are sent no more. Those that are not approved stay as they are. */
export async function refuseTemplates(
  ctx: ScopedContext,
  refusals: ReadonlyMap<Id<"template">, TemplateRefusal>,
): Promise<{ readonly statements: readonly Statement[]; readonly events: readonly NewEvent[] }> {
  if (refusals.size === 0) return { statements: [], events: [] };
  const nowMs = ctx.nowMs();
  const hit = (await findApproved(ctx.db, [...refusals.keys()])).flatMap((row) => {
    const refusal = refusals.get(row.id);
    return refusal === undefined || row.updatedAt > refusal.asOfMs ? [] : [{ row, refusal }];
  });
  return {
    statements: hit.flatMap(({ row, refusal }) => [
      refuseTemplate(ctx.db, row.id, { ...refusal, nowMs }),
      ...recordChange(ctx.db, {
        act: "told",
        atMs: nowMs,
        before: row,
        after: { ...row, status: refusal.status },
      }),
    ]),
    events: hit.flatMap(({ row, refusal: { status } }) => templateChanged(row, { ...row, status })),
  };
}
