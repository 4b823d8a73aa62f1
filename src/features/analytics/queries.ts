import { z } from "zod";

import type { Day } from "#core/analytics/days";
import type { Counts } from "#core/analytics/tally";
import type { Id } from "#core/ids";
import { statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";

const SUMS = `SELECT d.key day, k.key name, sum(k.value) n
FROM json_each(?1) d JOIN activity a ON a.slot >= d.value->>0 AND a.slot < d.value->>1 AND (?2 IS NULL OR a.number_id = ?2),
  json_each(a.counts) k
WHERE k.key >= ?3 AND k.key < ?4 GROUP BY 1, 2`;

const Sum = z.object({ day: z.int(), name: z.string(), n: z.number() });

/** Which counts to add up. */
export interface SumsAsked {
  readonly days: readonly Day[];
  /** Of one number; null of all, and of what belongs to none. */
  readonly number: Id<"number"> | null;
  /** Only names that begin so; empty for all. */
  readonly prefix: string;
}

/** The counts of each day, in the order of the days. Reads the slots that they cover, once. */
export async function readSums(
  db: TenantDb,
  { days, number, prefix }: SumsAsked,
): Promise<readonly Counts[]> {
  const spans = JSON.stringify(days.map(({ from, to }) => [from, to]));
  const { results } = await statement(db, SUMS, spans, number, prefix, `${prefix}\uffff`).all();
  const sums: Record<string, number>[] = days.map(() => ({}));
  for (const row of results) {
    const { day, name, n } = Sum.parse(row);
    const counts = sums[day];
    if (counts !== undefined) counts[name] = n;
  }
  return sums;
}

/** Campaigns that one answer holds, at most. */
export const CAMPAIGNS_MAX = 200;

const CAMPAIGNS = `SELECT id, name, template_id templateId, status, launched_at launchedAt, planned, n_skipped skipped, n_failed failed,
  n_unknown unknown, reached_accepted accepted, reached_sent sent, n_delivered + n_read + n_played delivered, n_read + n_played read
FROM campaigns WHERE launched_at >= ?1 AND launched_at < ?2 AND (?3 IS NULL OR number_id = ?3)
ORDER BY launched_at DESC LIMIT ${CAMPAIGNS_MAX}`;

/** A launched campaign in figures. */
export interface CampaignFigures {
  readonly id: Id<"campaign">;
  readonly name: string;
  readonly templateId: Id<"template">;
  readonly status: string;
  readonly launchedAt: number;
  readonly planned: number;
  readonly skipped: number;
  readonly failed: number;
  readonly unknown: number;
  readonly accepted: number;
  readonly sent: number;
  readonly delivered: number;
  readonly read: number;
}

/** The campaigns launched in a span (Unix ms, `to` exclusive), newest first. A workspace has few enough to look at all. */
export async function readCampaigns(
  db: TenantDb,
  span: { readonly from: number; readonly to: number; readonly number: Id<"number"> | null },
): Promise<readonly CampaignFigures[]> {
  const asked = statement(db, CAMPAIGNS, span.from, span.to, span.number);
  return (await asked.all<CampaignFigures>()).results;
}

const TEMPLATES = `SELECT id, name, language, category, status FROM templates WHERE id IN (SELECT value FROM json_each(?1))`;

/** A template's own members beside its figures. */
export interface TemplateName {
  readonly id: Id<"template">;
  readonly name: string;
  readonly language: string;
  readonly category: string;
  readonly status: string;
}

/** Templates by id; those that were deleted are absent. */
export async function readTemplates(
  db: TenantDb,
  ids: readonly string[],
): Promise<ReadonlyMap<string, TemplateName>> {
  const { results } = await statement(db, TEMPLATES, JSON.stringify(ids)).all<TemplateName>();
  return new Map(results.map((row) => [row.id, row]));
}
