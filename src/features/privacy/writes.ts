import { and, eq, inArray } from "drizzle-orm";

import type { Id } from "#core/ids";
import type { ErasurePlace } from "#core/privacy/erasure";
import { jsonList } from "#db/json-list";
import { guard, isGuardBroken, toStatement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import { privacyRequests } from "#db/tenant/schema";
import type { RequestRow } from "#features/privacy/queries";

const ONE_ERASURE = "privacy.one_erasure";

/** Keep a request. The batch rolls back (`isErasedAlready`) when the contact is being erased. */
export const insertRequest = (db: TenantDb, row: RequestRow): Statement[] => [
  guard(
    db,
    ONE_ERASURE,
    "NOT EXISTS (SELECT 1 FROM privacy_requests WHERE status = 'running' AND kind = 'erase' AND contact_id = ?1)",
    row.contactId,
  ),
  toStatement(db, db.insert(privacyRequests).values(row)),
];

/** Whether a batch rolled back because the contact is being erased. */
export const isErasedAlready = (error: unknown): boolean => isGuardBroken(error, ONE_ERASURE);

/** Keep how far a request has come; of one that has ended nothing changes. */
export const keepPlace = (db: TenantDb, id: Id<"privacyRequest">, place: ErasurePlace): Statement =>
  toStatement(
    db,
    db
      .update(privacyRequests)
      .set({ place })
      .where(and(eq(privacyRequests.id, id), eq(privacyRequests.status, "running"))),
  );

const NOT_ENDED = "privacy.not_ended";

/** End a request. The batch rolls back (`hasEnded`) when it has ended already. */
export const endRequest = (
  db: TenantDb,
  row: RequestRow,
  end: Pick<RequestRow, "status" | "endedAt" | "note" | "place" | "outcome" | "copyEndsAt">,
): Statement[] => [
  guard(
    db,
    NOT_ENDED,
    "EXISTS (SELECT 1 FROM privacy_requests WHERE id = ?1 AND status IN ('open', 'running'))",
    row.id,
  ),
  toStatement(db, db.update(privacyRequests).set(end).where(eq(privacyRequests.id, row.id))),
];

/** Whether a batch rolled back because the request has ended. */
export const hasEnded = (error: unknown): boolean => isGuardBroken(error, NOT_ENDED);

/** Take out of every request of a person how it was asked for. */
export const emptyRequests = (db: TenantDb, contactIds: RequestRow["contactIds"]): Statement =>
  toStatement(
    db,
    db
      .update(privacyRequests)
      .set({ note: null })
      .where(inArray(privacyRequests.contactId, jsonList(contactIds))),
  );

/** A request's copy is not in the bucket any more. */
export const forgetCopy = (db: TenantDb, id: Id<"privacyRequest">): Statement =>
  toStatement(
    db,
    db.update(privacyRequests).set({ copyEndsAt: null }).where(eq(privacyRequests.id, id)),
  );
