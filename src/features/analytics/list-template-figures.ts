import type { Id } from "#core/ids";
import { byMiddle, groupFigures } from "#features/analytics/figures";
import { readTemplates } from "#features/analytics/queries";
import type { ReportQuery, TemplateList } from "#features/analytics/schemas";
import { spanOf, sumsOf, toldSpan, total } from "#features/analytics/span";
import { requireScope, type TenantContext } from "#platform/context";

/** How far the messages of each template came. @throws AppError `out_of_range`. */
export async function listTemplateFigures(
  ctx: TenantContext,
  query: ReportQuery,
): Promise<TemplateList> {
  requireScope(ctx, "analytics:read");

  const span = spanOf(ctx, query);
  const used = byMiddle(total(await sumsOf(ctx, span, "t:")));
  const names = await readTemplates(ctx.db, [...used.keys()]);
  const data = [...used].map(([id, counts]) => {
    const template = names.get(id);
    return {
      // Safe: the middle of such a name is a template's id.
      template_id: id as Id<"template">,
      name: template?.name ?? null,
      language: template?.language ?? null,
      category: template?.category ?? null,
      status: template?.status ?? null,
      ...groupFigures(counts),
    };
  });
  return { ...toldSpan(span), data: data.toSorted((a, b) => b.sent - a.sent) };
}
