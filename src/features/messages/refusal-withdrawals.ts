import { afterPersonsAct, type PersonsStanding } from "#core/consent/person-act";
import type { Id } from "#core/ids";
import { consequencesOf } from "#core/whatsapp/consequences";
import { readPersons, type ConsentEntry } from "#features/consent/index";
import type { Refusal } from "#features/messages/refusal-stops";
import type { ScopedContext } from "#platform/context";

/**
 * What refusals enter into the ledger of consents: Meta refuses marketing to a person who has stopped it there, which is an act
 * of theirs and has its place among the others. Nothing is read when no refusal says so.
 *
 * @param entered What the same batch enters before, in order.
 */
export async function withdrawalsOf(
  ctx: ScopedContext,
  refusals: readonly Refusal[],
  entered: readonly ConsentEntry[] = [],
): Promise<readonly ConsentEntry[]> {
  const told = refusals.filter(({ error }) => consequencesOf(error).withdrawsMarketing);
  if (told.length === 0) return [];
  const people = await readPersons(
    ctx.db,
    told.map(({ message }) => message.contactId),
  );
  const entries = [...entered];
  for (const { message, error, atMs } of told) {
    const person = people.get(message.contactId);
    if (person === undefined) continue;
    const acts = entries.filter(({ contactId }) => contactId === person.id);
    const after = afterRefusal(person.standing, acts, atMs);
    if (after !== null)
      entries.push({
        ...entryOf(person.id, `meta_${error.code}`),
        messageId: message.id,
        capturedAtMs: atMs,
        keepsHead: !after.movesHead,
      });
  }
  return entries.slice(entered.length);
}

/** Null when the refusal says nothing new: the batch withdraws already, or the person acted later. */
function afterRefusal(before: PersonsStanding, acts: readonly ConsentEntry[], atMs: number) {
  const last = acts.at(-1);
  if (last?.action === "withdraw" && last.keepsHead !== true) return null;
  return afterPersonsAct(acts.reduce(standingAfter, before), { action: "withdraw", atMs });
}

/** Where a person stands once an act of theirs is entered. */
function standingAfter(before: PersonsStanding, act: ConsentEntry): PersonsStanding {
  const { capturedAtMs } = act;
  if (act.action === "grant")
    return { ...before, marketing: "granted", marketingByPerson: 0, grantedAtMs: capturedAtMs };
  const withdrawnAtMs = Math.max(before.withdrawnAtMs ?? capturedAtMs, capturedAtMs);
  return act.keepsHead === true
    ? { ...before, withdrawnAtMs }
    : { ...before, marketing: "withdrawn", marketingByPerson: 1, withdrawnAtMs };
}

const entryOf = (contactId: Id<"contact">, source: string) =>
  ({
    contactId,
    purpose: "marketing",
    action: "withdraw",
    method: "inbound",
    byPerson: true,
    source,
  }) as const;
