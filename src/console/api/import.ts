import type { InferRequestType, InferResponseType } from "hono/client";

import { api, ask, once } from "./client.ts";
import { setTag } from "./contacts.ts";
import { inParallel } from "./in-parallel.ts";
import { toProblem } from "./problem.ts";

type Batch = InferResponseType<typeof api.contacts.batch.$post, 200>;
type Consent = InferRequestType<(typeof api.contacts)[":contact"]["consents"]["$post"]>["json"];

/** One person of a list, as the API takes it. */
export interface ImportItem {
  readonly phone: string;
  readonly name?: string;
  readonly language?: string;
  readonly external_id?: string;
  readonly tags?: readonly string[];
  readonly fields?: Readonly<Record<string, string>>;
  readonly consent?: Consent;
}

/** What became of one of them; a code only when it was refused. */
export interface Outcome {
  readonly status: Batch["results"][number]["status"];
  readonly code?: string;
  readonly message?: string;
}

/** So many at once: the API takes 500, and a smaller part shows sooner how it goes. */
export const PART = 200;

const TRIES_MAX = 4;

/**
 * Bring a part of a list to the API. People who are there already are changed, or refused as `contact_exists`; tags are given
 * to them one by one, because a list of tags in a batch would take the place of those that they have.
 *
 * @param key Made once for the part and kept for every try: what was done is not done again.
 * @throws Problem when the part could not be brought; it can be tried again with the same key.
 */
export async function importPart(
  items: readonly ImportItem[],
  { key, mayUpdate }: { readonly key: string; readonly mayUpdate: boolean },
): Promise<Outcome[]> {
  const hasTags = items.some(({ tags = [] }) => tags.length > 0);
  const first = await post(items, mayUpdate && !hasTags ? "update" : "error", key);
  const outcomes = first.results.map(outcomeOf);
  const known = first.results.filter(({ error }) => error?.code === "contact_exists");
  if (!mayUpdate || !hasTags || known.length === 0) return outcomes;
  const again = known.flatMap(({ index }) => items[index] ?? []);
  const changed = await changeKnown(again, `${key}-known`);
  for (const [index, outcome] of changed.entries()) outcomes[known[index]?.index ?? 0] = outcome;
  return outcomes;
}

/** People who are there already: changed by all but their tags, of which those that they lack are given one by one. */
async function changeKnown(items: readonly ImportItem[], key: string): Promise<Outcome[]> {
  const { results } = await post(
    items.map(({ tags: _tags, ...item }) => item),
    "update",
    key,
  );
  const tagged = new Set<number>();
  await inParallel(results, async ({ index, id, status }) => {
    const tags = items[index]?.tags ?? [];
    if (id === undefined || status === "failed" || tags.length === 0) return;
    const contact = await patiently(() =>
      ask(api.contacts[":contact"].$get({ param: { contact: id } })),
    );
    const has = new Set(contact.tags.map(foldTag));
    for (const tag of tags.filter((one) => !has.has(foldTag(one)))) {
      await patiently(() => setTag(id, tag, true));
      tagged.add(index);
    }
  });
  return results.map((result) =>
    result.status === "unchanged" && tagged.has(result.index)
      ? { status: "updated" }
      : outcomeOf(result),
  );
}

/** Spellings of one tag meet as the API lets them meet. */
const foldTag = (tag: string): string => tag.normalize("NFKC").toLowerCase();

const post = (
  items: readonly ImportItem[],
  onConflict: "error" | "update",
  key: string,
): Promise<Batch> =>
  patiently(() =>
    ask(
      api.contacts.batch.$post({ json: { items: [...items], on_conflict: onConflict } }, once(key)),
    ),
  );

const outcomeOf = ({ status, error }: Batch["results"][number]): Outcome =>
  error === undefined ? { status } : { status, code: error.code, message: error.message };

/** What may pass is waited for, a few times: a long list must not end at the first bad moment. */
async function patiently<Value>(act: () => Promise<Value>): Promise<Value> {
  for (let tries = 1; ; tries += 1)
    try {
      return await act();
    } catch (error) {
      const problem = toProblem(error);
      if (!problem.retryable || tries === TRIES_MAX) throw problem;
      const seconds = problem.retryAfterSeconds ?? 2 ** tries;
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    }
}
