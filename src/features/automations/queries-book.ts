import { and, asc, eq } from "drizzle-orm";

import type { Definition } from "#core/automation/definition";
import type { Id } from "#core/ids";
import { statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import { automations, automationVersions } from "#db/tenant/schema";
import { IsolateCache } from "#platform/isolate-cache";

/** A published automation, as its version is. */
export interface Published {
  readonly id: Id<"automation">;
  readonly n: number;
  readonly definition: Definition;
}

/** What may start runs, oldest first, and whether any run waits. */
export interface Book {
  readonly automations: readonly Published[];
  readonly hasWaiting: boolean;
}

interface Kept {
  readonly edition: string;
  readonly automations: readonly Published[];
}

const books = new IsolateCache<string, Kept>({ entriesMax: 200 });

const EDITION = `
SELECT (SELECT count(*) || '.' || coalesce(max(published_at), 0) FROM automations WHERE status = 'published') edition,
  EXISTS (SELECT 1 FROM automation_runs INDEXED BY automation_runs_due WHERE wake_at IS NOT NULL) waiting`;

/**
 * Every published automation. Which edition stands is asked each time, by an index that holds published ones alone; the
 * definitions are read again only when it is another one.
 */
export async function readBook(db: TenantDb, tenantId: string): Promise<Book> {
  const row = await statement(db, EDITION).first<{ edition: string; waiting: number }>();
  const edition = row?.edition ?? "0.0";
  const hasWaiting = row?.waiting === 1;
  const kept = books.get(tenantId);
  if (kept?.edition === edition) return { automations: kept.automations, hasWaiting };
  const rows = edition.startsWith("0.") ? [] : await readPublished(db);
  books.set(tenantId, { edition, automations: rows });
  return { automations: rows, hasWaiting };
}

const readPublished = (db: TenantDb): Promise<readonly Published[]> =>
  db
    .select({
      id: automations.id,
      n: automationVersions.n,
      definition: automationVersions.definition,
    })
    .from(automations)
    .innerJoin(
      automationVersions,
      and(
        eq(automationVersions.automationId, automations.id),
        eq(automationVersions.n, automations.version),
      ),
    )
    .where(eq(automations.status, "published"))
    .orderBy(asc(automations.id))
    .all();
