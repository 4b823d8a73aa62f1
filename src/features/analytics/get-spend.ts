import { addCounts, type Counts } from "#core/analytics/tally";
import type { ReportQuery, Spend } from "#features/analytics/schemas";
import { spanOf, sumsOf, toldSpan, total } from "#features/analytics/span";
import { requireScope, type TenantContext } from "#platform/context";

/** What Meta bills by: delivered messages by its pricing category and market. @throws AppError `out_of_range`. */
export async function getSpend(ctx: TenantContext, query: ReportQuery): Promise<Spend> {
  requireScope(ctx, "analytics:read");

  const span = spanOf(ctx, query);
  const [billed, free] = await Promise.all(
    ["b:", "f:"].map(async (prefix) => total(await sumsOf(ctx, span, prefix))),
  );
  const rows = rowsOf(billed ?? {}, free ?? {});
  const sum = (what: "billed" | "free") => rows.reduce((n, row) => n + row[what], 0);
  return { ...toldSpan(span), billed: sum("billed"), free: sum("free"), data: rows };
}

function rowsOf(billed: Counts, free: Counts): Spend["data"] {
  // `b:marketing:BR` and `f:marketing:BR` are one row.
  const names = Object.keys(addCounts(plain(billed), plain(free)));
  const rows = names.map((name) => {
    const [category = "", market = ""] = name.split(":");
    return { category, market, billed: billed[`b:${name}`] ?? 0, free: free[`f:${name}`] ?? 0 };
  });
  return rows.toSorted((a, b) => b.billed - a.billed || b.free - a.free);
}

const plain = (counts: Counts): Counts =>
  Object.fromEntries(Object.entries(counts).map(([name, n]) => [name.slice(2), n]));
