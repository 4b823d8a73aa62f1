import type { NewEvent } from "#core/event/catalogue";
import { changeIdOf } from "#core/inbound/change-id";
import type { Statement } from "#db/statement";
import { applyFacts } from "#db/tenant/apply-facts";
import { holdMarketing } from "#db/tenant/consent-head";
import {
  consentHeld,
  consentStatements,
  forgetWithdrawn,
  guardNotWithdrawn,
  keepWithdrawn,
} from "#features/consent/index";
import { learnedEvents, learnStatements } from "#features/contacts/index";
import { touchConversations } from "#features/conversations/index";
import type { DrainPeople } from "#features/inbound/drain-people";
import type { DrainPlan } from "#features/inbound/drain-plan";
import { inboundStored } from "#features/inbound/events";
import { rememberChanges } from "#features/inbound/writes";
import { dropMedia, insertPending, mediaIdOf } from "#features/media/index";
import {
  editInbound,
  insertInbound,
  keepOriginals,
  parkStatuses,
  revokeInbound,
} from "#features/messages/index";
import type { ScopedContext } from "#platform/context";

/** Statements and events that belong to one act. */
export interface Part {
  readonly statements: readonly Statement[];
  readonly events: readonly NewEvent[];
}

/**
 * What a drain writes and tells.
 *
 * @param before Of contacts and templates: they are what the rest refers to, so they come first.
 */
export function drainStatements(
  ctx: ScopedContext,
  { plan, people }: { readonly plan: DrainPlan; readonly people: DrainPeople },
  before: readonly Part[],
): Part {
  const { db } = ctx;
  const nowMs = ctx.nowMs();
  const { unsure, carried, lost } = people.withdrawals;
  const acts = plan.consents.map((entry) => consentStatements(ctx, entry));
  return {
    statements: [
      ...guardNotWithdrawn(ctx, unsure),
      ...forgetWithdrawn(ctx, carried),
      ...keepWithdrawn(ctx, lost),
      ...before.flatMap((part) => part.statements),
      ...learnStatements(ctx, people.learned, nowMs),
      ...insertInbound(db, plan.messages),
      ...insertPending(db, plan.media, nowMs),
      ...editInbound(db, plan.edited),
      ...revokeInbound(db, plan.revoked),
      ...keepOriginals(db, plan.originals),
      ...dropMedia(db, [...plan.revoked.keys()].map(mediaIdOf), nowMs),
      ...(plan.touches.length === 0 ? [] : [touchConversations(db, plan.touches)]),
      ...acts.flatMap((act) => act.statements),
      ...holdMarketing(db, [...plan.holds.values()]),
      ...applyFacts(db, plan.facts, nowMs, { campaigns: plan.hasCampaigns }),
      ...parkStatuses(db, plan.orphans),
      ...rememberChanges(db, plan.keys(), nowMs),
    ],
    events: [
      ...before.flatMap((part) => part.events),
      // A contact made in this drain is told as created; what was learned of it since is part of that.
      ...learnedEvents(people.learned.filter((one) => !people.isNew(one.contactId))),
      ...plan.events,
      ...acts.flatMap((act) => act.events),
      ...[...plan.holds.values()].map(consentHeld),
      ...storedEvents(ctx, plan),
    ],
  };
}

/** An event for each change of which a part is only kept. */
const storedEvents = (ctx: ScopedContext, plan: DrainPlan): NewEvent[] =>
  plan.told
    .filter((change) => plan.isKept(change))
    .map((change) =>
      inboundStored(changeIdOf(ctx.tenant.id, change), plan.numberOf(change), change),
    );
