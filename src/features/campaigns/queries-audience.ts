import { rulesOf } from "#core/campaign/eligibility";
import type { VariableLimits } from "#core/campaign/variables";
import type { Id } from "#core/ids";
import { purposeOfTemplate } from "#core/message/purpose";
import { parseFilter } from "#core/segment/filter";
import type { TemplateCategory } from "#core/template/states";
import { statement } from "#db/statement";
import { newBinder, type Binder } from "#db/tenant/binder";
import type { TenantDb } from "#db/tenant/client";
import { compileFilter } from "#db/tenant/compile-filter";
import { skipReasonSql } from "#db/tenant/skip-reason-sql";
import { variableBindings, variablesSql } from "#db/tenant/variables-sql";
import type { CampaignRow } from "#features/campaigns/queries";

/** A part of the audience: everybody who comes after `cursor`, at most `size`. */
export interface Slice {
  /** Id of the last contact of the slice before; "" at the beginning. */
  readonly cursor: string;
  readonly size: number;
}

/** What of a template decides who gets it. */
export interface Meant {
  readonly category: TemplateCategory;
  /** How long the values of its variables may be. */
  readonly limits: VariableLimits;
}

/** Whose audience it is: a campaign's, or of one that is not made yet, whose list is given with it. */
export type AudienceSource = Pick<CampaignRow, "audience" | "variables" | "launchedAt"> &
  (Pick<CampaignRow, "id"> | { readonly contactIds: readonly Id<"contact">[] | null });

/**
 * The audience of a campaign, judged, as SQL: one row per person meant, with `contact_id`, `n` (place in the slice, from 0),
 * `reason` (NULL: a message goes out) and `variables` (the JSON text that is frozen). Preview, launch and plan all read it, so
 * they cannot differ. Contacts that came after the launch are not meant, nor are those merged into others; of a list they are duplicates, of an import
 * they are who they proved to be.
 */
export function audienceSql(
  campaign: AudienceSource,
  { category, limits }: Meant,
  slice: Slice,
  binder: Binder,
): string {
  const { columns, isMissing, object } = variablesSql(
    campaign.variables,
    "c",
    binder.bind(JSON.stringify(variableBindings(campaign.variables, limits))),
  );
  const judged = [
    "a.contact_id, a.n, a.duplicate, c.merged_into IS NOT NULL AS is_merged",
    `${skipReasonSql("c", rulesOf(purposeOfTemplate(category), category))} AS reason`,
    ...columns,
  ];
  return `SELECT contact_id, n, ${object} AS variables, CASE
    WHEN duplicate OR is_merged THEN 'duplicate' WHEN reason IS NOT NULL THEN reason
    WHEN ${isMissing} THEN 'missing_variable' END AS reason
    FROM (SELECT ${judged.join(", ")}
      FROM (${peopleSql(campaign, slice, binder)}) a LEFT JOIN contacts c ON c.id = a.contact_id)`;
}

/** The whole audience: more than any workspace has contacts. */
const EVERYBODY: Slice = { cursor: "", size: Number.MAX_SAFE_INTEGER };

/** How many people of the audience have each reason to be skipped; those under null would get a message. */
export async function countAudience(
  db: TenantDb,
  campaign: AudienceSource,
  meant: Meant,
): Promise<ReadonlyMap<string | null, number>> {
  const binder = newBinder();
  const audience = audienceSql(campaign, meant, EVERYBODY, binder);
  const { results } = await statement(
    db,
    `SELECT reason, count(*) AS people FROM (${audience}) GROUP BY reason`,
    ...binder.params,
  ).all<{ reason: string | null; people: number }>();
  return new Map(results.map(({ reason, people }) => [reason, people]));
}

/** Whether anybody of the audience would get a message. */
export async function hasSomebody(
  db: TenantDb,
  campaign: CampaignRow,
  meant: Meant,
): Promise<boolean> {
  const binder = newBinder();
  const audience = audienceSql(campaign, meant, EVERYBODY, binder);
  const sql = `SELECT 1 FROM (${audience}) WHERE reason IS NULL LIMIT 1`;
  return (await statement(db, sql, ...binder.params).first()) !== null;
}

/** Who is meant: `contact_id`, `n`, and `duplicate` for whoever a list names again. */
function peopleSql(campaign: AudienceSource, slice: Slice, binder: Binder): string {
  if (campaign.audience.contacts_count !== undefined) return listedSql(campaign, slice, binder);
  if (campaign.audience.import_id !== undefined)
    return importedSql(campaign.audience.import_id, slice, binder);
  if (campaign.audience.segment_id !== undefined && campaign.audience.filter === undefined)
    throw new Error("the audience is a segment that was not looked up");
  const parsed = parseFilter(campaign.audience.filter ?? {});
  if (!parsed.ok) throw new Error("a stored filter no longer parses");
  const { sql, params } = compileFilter(parsed.value, binder.params.length + 1);
  for (const value of params) binder.bind(value);
  const launched =
    campaign.launchedAt === null ? "" : `AND c.created_at <= ${binder.bind(campaign.launchedAt)}`;
  return `SELECT id AS contact_id, row_number() OVER (ORDER BY id) - 1 AS n, 0 AS duplicate
    FROM (SELECT c.id FROM contacts c
      WHERE c.id > ${binder.bind(slice.cursor)} ${launched} AND c.merged_into IS NULL AND (${sql})
      ORDER BY c.id LIMIT ${binder.bind(slice.size)})`;
}

/** Whom a list names, in its order. */
function listedSql(campaign: AudienceSource, slice: Slice, binder: Binder): string {
  const list =
    "id" in campaign
      ? `(SELECT contact_ids FROM campaign_lists WHERE campaign_id = ${binder.bind(campaign.id)})`
      : binder.bind(JSON.stringify(campaign.contactIds ?? []));
  return `SELECT j.value AS contact_id, j.key AS n,
    row_number() OVER (PARTITION BY j.value ORDER BY j.key) > 1 AS duplicate
    FROM json_each(${list}) j WHERE ${binder.bind(slice.cursor)} = '' LIMIT ${binder.bind(slice.size)}`;
}

/**
 * Whom an import made or found, each once: whoever was merged since is who they proved to be, and whoever was erased is nobody. The
 * inner order is that of the outer, so that no more contacts are looked up than the slice has.
 */
function importedSql(importId: Id<"import">, slice: Slice, binder: Binder): string {
  const id = binder.bind(importId);
  return `WITH merged AS MATERIALIZED (SELECT id, merged_into FROM contacts WHERE merged_into IS NOT NULL),
    named AS (
      SELECT e.value ->> 0 AS id FROM import_slices s, json_each(s.created) e WHERE s.import_id = ${id}
      UNION ALL SELECT e.value FROM import_slices s, json_each(s.known) e WHERE s.import_id = ${id}),
    people AS (
      SELECT DISTINCT coalesce(m.merged_into, n.id) AS id FROM named n LEFT JOIN merged m ON m.id = n.id
      WHERE coalesce(m.merged_into, n.id) > ${binder.bind(slice.cursor)} ORDER BY 1 LIMIT -1)
    SELECT id AS contact_id, row_number() OVER (ORDER BY id) - 1 AS n, 0 AS duplicate
    FROM (SELECT p.id FROM people p WHERE EXISTS (SELECT 1 FROM contacts c WHERE c.id = p.id)
      ORDER BY p.id LIMIT ${binder.bind(slice.size)})`;
}
