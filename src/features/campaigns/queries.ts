import { and, desc, eq, gte, inArray, lt, or, sql } from "drizzle-orm";

import type { NumberAccess } from "#core/account/number-access";
import { wholeRange } from "#core/campaign/recipient-ids";
import type { CampaignStatus } from "#core/campaign/states";
import { notFound } from "#core/errors";
import { isId, type Id } from "#core/ids";
import { jsonList } from "#db/json-list";
import { statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import { campaigns, messages } from "#db/tenant/schema";
import type { MessageRow } from "#features/messages/index";
import type { ScopedContext } from "#platform/context";
import { ofNumbers, seen } from "#platform/number-access";

export type CampaignRow = typeof campaigns.$inferSelect;

export const findCampaign = (db: TenantDb, id: Id<"campaign">): Promise<CampaignRow | undefined> =>
  db.select().from(campaigns).where(eq(campaigns.id, id)).get();

/** @throws AppError `not_found`, also for one of a number that the caller may not know of. */
export async function requireCampaign(ctx: ScopedContext, id: string): Promise<CampaignRow> {
  const row = isId("campaign", id) ? seen(ctx, await findCampaign(ctx.db, id)) : undefined;
  if (row === undefined) throw notFound();
  return row;
}

/** Campaigns newest first, those after a given one. */
export const pageOfCampaigns = (
  db: TenantDb,
  page: {
    readonly status: CampaignStatus | undefined;
    readonly before: Id<"campaign"> | null;
    readonly limit: number;
    readonly access: NumberAccess;
  },
): Promise<CampaignRow[]> =>
  db
    .select()
    .from(campaigns)
    .where(
      and(
        page.before === null ? undefined : lt(campaigns.id, page.before),
        page.status === undefined ? undefined : eq(campaigns.status, page.status),
        ofNumbers(page.access, campaigns.numberId),
      ),
    )
    .orderBy(desc(campaigns.id))
    .limit(page.limit)
    .all();

/** Campaigns that may have lost a job or a run: whatever is planned or runs, and what was stopped and is not at rest. */
export const findLeftOpen = (db: TenantDb): Promise<CampaignRow[]> =>
  db
    .select()
    .from(campaigns)
    .where(
      or(
        inArray(campaigns.status, ["planning", "running"]),
        sql`${campaigns.nSending} > 0`,
        sql`${campaigns.status} = 'cancelled' AND ${campaigns.nQueued} > 0`,
      ),
    )
    .all();

/** The running campaigns that send with one of these numbers or templates. A workspace has few that run. */
export const findRunningWith = (
  db: TenantDb,
  numberIds: readonly Id<"number">[],
  templateIds: readonly Id<"template">[],
): Promise<Pick<CampaignRow, "id" | "numberId">[]> =>
  db
    .select({ id: campaigns.id, numberId: campaigns.numberId })
    .from(campaigns)
    .where(
      and(
        eq(campaigns.status, "running"),
        or(
          inArray(campaigns.numberId, jsonList(numberIds)),
          inArray(campaigns.templateId, jsonList(templateIds)),
        ),
      ),
    )
    .all();

/** A campaign's messages, the last of the plan first, those before a given one. */
export async function pageOfRecipients(
  db: TenantDb,
  { messagePrefix }: Pick<CampaignRow, "messagePrefix">,
  page: { readonly before: Id<"message"> | null; readonly limit: number },
): Promise<readonly MessageRow[]> {
  if (messagePrefix === null) return [];
  const { first, last } = wholeRange(messagePrefix);
  const end: Id<"message"> = page.before ?? `${last}~`;
  return db
    .select()
    .from(messages)
    .where(and(gte(messages.id, first), lt(messages.id, end)))
    .orderBy(desc(messages.id))
    .limit(page.limit)
    .all();
}

const NAMED = `
WITH s AS MATERIALIZED (SELECT key AS i, value->>'kind' AS kind, value->>'value' AS value FROM json_each(?1))
SELECT s.i, coalesce(c.merged_into, c.id) AS id FROM s CROSS JOIN contacts c ON c.id = s.value WHERE s.kind = 'id'
UNION ALL SELECT s.i, n.contact_id FROM s CROSS JOIN identities n ON n.value = s.value AND n.kind = s.kind
UNION ALL SELECT s.i, coalesce(c.merged_into, c.id) FROM s CROSS JOIN contacts c ON c.external_id = s.value WHERE s.kind = 'external_id'`;

/** The contacts that keys name, by the key's place in the list. */
export async function findContacts(
  db: TenantDb,
  keys: readonly ({ readonly kind: string; readonly value: string } | null)[],
): Promise<ReadonlyMap<number, Id<"contact">>> {
  const { results } = await statement(db, NAMED, JSON.stringify(keys)).all<{
    i: number;
    id: Id<"contact">;
  }>();
  return new Map(results.map((row) => [row.i, row.id]));
}

/** Who somebody is. */
export interface Person {
  readonly id: Id<"contact">;
  readonly name: string | null;
  readonly phone: string | null;
}

const PEOPLE = `
SELECT s.value asked, c.id, c.name, c.phone FROM json_each(?1) s CROSS JOIN contacts o ON o.id = s.value
CROSS JOIN contacts c ON c.id = coalesce(o.merged_into, o.id)`;

/** Contacts by the ids that are asked for; of one who was merged since, the one that is left. */
export async function findPeople(
  db: TenantDb,
  ids: readonly Id<"contact">[],
): Promise<ReadonlyMap<string, Person>> {
  if (ids.length === 0) return new Map();
  const { results } = await statement(db, PEOPLE, JSON.stringify(ids)).all<
    Person & { readonly asked: string }
  >();
  return new Map(results.map(({ asked, ...person }) => [asked, person]));
}
