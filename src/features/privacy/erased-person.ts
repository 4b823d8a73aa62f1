import { conversationIdOf } from "#core/conversation/conversation-id";
import type { ErasedPerson } from "#core/privacy/erasure";
import { identitiesOf, identityKey, readPerson, type PersonRows } from "#features/contacts/index";
import { findNumberIds, type RequestRow } from "#features/privacy/queries";
import type { ScopedContext } from "#platform/context";

/** A digit less, and a text may hold it by chance. */
const DIGITS_MIN = 7;

/** Who is erased, as far as it is still known: the last step takes that too. */
export async function erasedPerson(
  ctx: ScopedContext,
  { id, contactIds }: RequestRow,
): Promise<ErasedPerson> {
  const known = await readPerson(ctx.db, contactIds);
  return { requestId: id, contactIds, identityKeys: keysOf(known), names: namesOf(known) };
}

const keysOf = (known: PersonRows): readonly string[] => [
  ...new Set([
    ...known.identities.map(({ kind, value }) => `${kind}:${value}`),
    ...known.contacts.flatMap(identitiesOf).map(identityKey),
  ]),
];

/** What no text can hold but for meaning them: phones as digits, and Meta's ids. */
function namesOf(known: PersonRows): readonly string[] {
  const phones = [
    ...known.contacts.flatMap(({ phone, waId }) => [phone, waId]),
    ...known.identities.filter(({ kind }) => kind === "phone").map(({ value }) => value),
  ].flatMap((text) => text?.replaceAll(/\D/g, "") ?? []);
  const ids = [
    ...known.contacts.flatMap(({ bsuid }) => bsuid ?? []),
    ...known.identities.filter(({ kind }) => kind !== "phone").map(({ value }) => value),
  ];
  return [...new Set([...phones.filter(({ length }) => length >= DIGITS_MIN), ...ids])];
}

/** What somebody who enters them again would enter. */
export const reachedBy = ({ identityKeys }: Pick<ErasedPerson, "identityKeys">) =>
  identityKeys.flatMap((key) => {
    const [kind = "", value = ""] = key.split(/:(.*)/s);
    return kind === "phone" || kind === "bsuid" ? [{ kind, value } as const] : [];
  });

/** The user ids that Meta knows them by. */
export const bsuidsOf = (person: Pick<ErasedPerson, "identityKeys">): readonly string[] =>
  reachedBy(person).flatMap(({ kind, value }) => (kind === "bsuid" ? [value] : []));

/** What names them in an answer of ours: what is theirs, and the ids of their contacts and threads. */
export async function namesInAnswers(
  ctx: ScopedContext,
  { contactIds, names }: Pick<ErasedPerson, "contactIds" | "names">,
): Promise<readonly string[]> {
  const numberIds = await findNumberIds(ctx.db);
  const threads = contactIds.flatMap((id) =>
    numberIds.map((number) => conversationIdOf(id, number)),
  );
  return [...contactIds, ...threads, ...names];
}
