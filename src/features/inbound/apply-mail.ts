import type { ChangeItem } from "#core/whatsapp/envelope-change";
import type { Statement } from "#db/statement";
import { violatesNotNull, violatesUnique } from "#db/statement";
import type { NewEvent } from "#db/tenant/append-events";
import { newContact } from "#features/contacts/index";
import { existingConversations, readKnown } from "#features/inbound/known";
import type { AddContact, People } from "#features/inbound/people";
import type { Plan } from "#features/inbound/plan";
import { planDrain, type TemplateOutcome } from "#features/inbound/plan-drain";
import { readMail, type Mail, type ReadChange } from "#features/inbound/read-mail";
import { drainStatements } from "#features/inbound/write-drain";
import { applyTemplateStatus } from "#features/templates/index";
import { requireScope, type TenantContext } from "#platform/context";
import { describeError, log } from "#platform/log";

/** Somebody else may make the same contact meanwhile; the second look finds it. */
const TRIES_MAX = 3;

/**
 * Apply a run of mail: one round trip of reads, one batch of writes. If one piece cannot be applied, each is applied alone,
 * and the odd one is kept raw, so that it never stops the others.
 *
 * @returns The sequence up to which mail is applied now, by this call or by an earlier one; settle so far and no further.
 * @throws What passes by itself: the database cannot be reached, or is overloaded. Nothing is applied beyond earlier pieces.
 */
export async function applyMail(ctx: TenantContext, mail: readonly Mail[]): Promise<number> {
  requireScope(ctx, "inbox:write");

  const changes = await readMail(ctx, mail);
  let appliedUpTo = 0;
  for (const run of runsOf(changes)) {
    const upTo = await applyRun(ctx, run);
    appliedUpTo = Math.max(appliedUpTo, upTo);
    if (upTo < lastSeqOf(run)) return appliedUpTo;
  }
  return appliedUpTo;
}

/** A template change is decided on the template as it is, so a second one of the same template begins a new run. */
function runsOf(changes: readonly ReadChange[]): readonly (readonly ReadChange[])[] {
  const runs: ReadChange[][] = [];
  const templates = new Set<string>();
  for (const change of changes) {
    const ids = change.items.flatMap((item) =>
      item.kind === "template" ? [item.metaTemplateId] : [],
    );
    const current = runs.at(-1);
    if (current === undefined || ids.some((id) => templates.has(id))) {
      runs.push([change]);
      templates.clear();
    } else current.push(change);
    for (const id of ids) templates.add(id);
  }
  return runs;
}

async function applyRun(ctx: TenantContext, run: readonly ReadChange[]): Promise<number> {
  try {
    return await applyOnce(ctx, run);
  } catch (error) {
    if (!isFaultOfData(error)) throw error;
    log("error", "mail.isolated", { tenant: ctx.tenant.id, ...describeError(error) });
  }
  let upTo = 0;
  for (const change of run) {
    upTo = await applyAlone(ctx, change);
    if (upTo < change.seq) return upTo;
  }
  return upTo;
}

async function applyAlone(ctx: TenantContext, change: ReadChange): Promise<number> {
  try {
    return await applyOnce(ctx, [change]);
  } catch (error) {
    if (!isFaultOfData(error)) throw error;
    log("error", "mail.kept_raw", {
      tenant: ctx.tenant.id,
      seq: change.seq,
      sha256: change.sha256,
      ...describeError(error),
    });
    const items = [{ kind: "raw", what: "not_applied", wamid: null }] as const;
    return applyOnce(ctx, [{ ...change, items }]);
  }
}

/** Read, decide, write. */
async function applyOnce(ctx: TenantContext, run: readonly ReadChange[]): Promise<number> {
  for (let tries = 1; ; tries++) {
    const { plan, batch } = await prepare(ctx, run);
    if (batch.length === 0) return lastSeqOf(run);
    try {
      await ctx.db.$client.batch([...batch]);
      rememberConversations(plan);
      return lastSeqOf(run);
    } catch (error) {
      if (violatesNotNull(error, "events.drained")) return drainedSoFar(ctx);
      if (!violatesUnique(error, "identities.value") || tries === TRIES_MAX) throw error;
    }
  }
}

/** The one batch that a run leads to; empty when it says nothing new. */
async function prepare(
  ctx: TenantContext,
  run: readonly ReadChange[],
): Promise<{ readonly plan: Plan; readonly batch: readonly Statement[] }> {
  const known = await readKnown(ctx.db, run);
  const templates = await templateOutcomes(ctx, run, known.seen);
  const made: {
    readonly statements: readonly Statement[];
    readonly events: readonly NewEvent[];
  }[] = [...templates.values()].filter((outcome) => outcome !== undefined);
  const addContact: AddContact = (person) => {
    const contact = newContact(ctx, {
      ...person,
      phone: person.waId === null ? null : `+${person.waId}`,
    });
    made.push(contact);
    return contact.row.id;
  };
  const { plan, people } = planDrain({
    changes: run,
    known,
    templates,
    newId: ctx.newId,
    addContact,
  });
  if (plan.isEmpty) return { plan, batch: [] };
  const opened = await openedEvents(ctx, plan, people);
  const batch = drainStatements(ctx, {
    plan,
    people,
    statements: made.flatMap((one) => one.statements),
    events: [...made.flatMap((one) => one.events), ...opened],
    firstSeq: run[0]?.seq ?? 0,
    lastSeq: lastSeqOf(run),
  });
  return { plan, batch };
}

const lastSeqOf = (run: readonly ReadChange[]): number => run.at(-1)?.seq ?? 0;

async function templateOutcomes(
  ctx: TenantContext,
  run: readonly ReadChange[],
  seen: ReadonlySet<string>,
): Promise<ReadonlyMap<ChangeItem, TemplateOutcome>> {
  const outcomes = new Map<ChangeItem, TemplateOutcome>();
  for (const change of run)
    for (const item of change.items)
      if (item.kind === "template" && !seen.has(change.key))
        outcomes.set(item, await applyTemplateStatus(ctx, { ...item, wabaId: change.wabaId }));
  return outcomes;
}

/** Conversations that this isolate knows to exist, so that a known contact's message asks nothing more. */
const conversations = new Set<string>();
const CONVERSATIONS_MAX = 50_000;

function rememberConversations(plan: Plan): void {
  if (conversations.size + plan.touches.length > CONVERSATIONS_MAX) conversations.clear();
  for (const touch of plan.touches) conversations.add(touch.id);
}

/** An event for each conversation that begins with this drain. */
async function openedEvents(ctx: TenantContext, plan: Plan, people: People): Promise<NewEvent[]> {
  const touches = new Map(
    plan.touches
      .filter((touch) => !conversations.has(touch.id))
      .map((touch) => [touch.id, touch] as const),
  );
  const unsure = [...touches.values()].filter((touch) => !people.isNew(touch.contactId));
  const existing =
    unsure.length === 0
      ? new Set<string>()
      : await existingConversations(
          ctx.db,
          unsure.map((touch) => touch.id),
        );
  return [...touches.values()]
    .filter((touch) => !existing.has(touch.id))
    .map((touch) => ({
      type: "conversation.created",
      data: {
        conversation_id: touch.id,
        contact_id: touch.contactId,
        number_id: touch.numberId,
      },
    }));
}

/** Mail was leased twice, and another drain has applied it: so far, but perhaps not all of it. */
async function drainedSoFar(ctx: TenantContext): Promise<number> {
  const head = await ctx.db.$client
    .prepare("SELECT drained FROM events ORDER BY seq DESC LIMIT 1")
    .first<{ drained: number }>();
  return head?.drained ?? 0;
}

/**
 * Whether it is the data that cannot be written or followed, so that trying again would fail again. Everything else (a lost
 * connection, an overloaded database) passes.
 */
function isFaultOfData(error: unknown): boolean {
  if (error instanceof TypeError || error instanceof RangeError) return true;
  if (!(error instanceof Error)) return false;
  return (
    /SQLITE_(?:CONSTRAINT|MISMATCH|TOOBIG)|malformed JSON|string or blob too big|D1_TYPE_ERROR/.test(
      error.message,
    ) || isFaultOfData(error.cause)
  );
}
