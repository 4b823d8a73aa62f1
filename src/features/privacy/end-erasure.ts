import type { ErasedPerson, ErasurePlace, Recipient } from "#core/privacy/erasure";
import { eraseContacts } from "#features/contacts/index";
import { guardThreadless, isThreaded } from "#features/conversations/index";
import { eraseAtMeta, forgetBlocks } from "#features/numbers/index";
import { bsuidsOf, namesInAnswers } from "#features/privacy/erased-person";
import { keepInLedger } from "#features/privacy/erasure-ledger";
import { requestCompleted } from "#features/privacy/events";
import { findCopiesOf, findEndpoints, type RequestRow } from "#features/privacy/queries";
import { removeCopy } from "#features/privacy/remove-copy";
import { emptyRequests, endRequest, hasEnded } from "#features/privacy/writes";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";
import { redactAnswers } from "#platform/idempotency";

/** What is left of an erasure. */
interface Ending {
  readonly row: RequestRow;
  readonly person: ErasedPerson;
  readonly place: ErasurePlace;
}

/**
 * Ask Meta to forget the person, keep in the bucket that they were erased, then delete the contact and all that leads to it, and
 * tell of it: the end of an erasure.
 *
 * @returns Whether it is at its end: not when the person has written meanwhile, which has to be erased first.
 */
export async function endErasure(ctx: ScopedContext, ending: Ending): Promise<boolean> {
  const { row, person, place } = ending;
  const atMeta = await eraseAtMeta(ctx, bsuidsOf(person));
  await keepInLedger(ctx, row);
  const copies = await findCopiesOf(ctx.db, row.contactIds);
  for (const copy of copies) await removeCopy(ctx, copy);
  const named = await namesInAnswers(ctx, person);
  const endpoints = await findEndpoints(ctx.db);
  const recipients = [
    ...endpoints.map((one): Recipient => ({
      kind: "webhook",
      id: one.id,
      at: one.url,
      state: "told",
    })),
    ...copies.map((one): Recipient => ({ kind: "export", id: one.id, at: null, state: "gone" })),
    ...atMeta,
  ];
  const { statements, events } = eraseContacts(ctx, { id: row.contactId, ids: row.contactIds });
  try {
    await commit(ctx, {
      statements: [
        guardThreadless(ctx.db, row.contactIds),
        redactAnswers(ctx.db, named),
        forgetBlocks(ctx.db, row.contactIds),
        ...statements,
        emptyRequests(ctx.db, row.contactIds),
        ...endRequest(ctx.db, row, {
          status: "completed",
          endedAt: ctx.nowMs(),
          note: null,
          place: null,
          copyEndsAt: null,
          outcome: { counts: { ...place.counts, contacts: row.contactIds.length }, recipients },
        }),
      ],
      events: [...events, requestCompleted(row)],
    });
  } catch (error) {
    if (isThreaded(error)) return false;
    if (!hasEnded(error)) throw error;
  }
  return true;
}
