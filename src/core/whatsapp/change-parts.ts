/**
 * A change that holds very many messages or statuses is kept as parts, each of which can be applied by itself: Meta sets no
 * bound to how many it sends at once, and what is written in one go has one.
 */
import type { RoutedChange } from "#core/whatsapp/envelope";
import { elements, isRecord, member, textAt } from "#core/whatsapp/envelope-json";

/** As many items as one part holds. */
export const PART_ITEMS_MAX = 100;

/** The lists of a change whose elements stand on their own. */
const LISTS = [
  "messages",
  "message_echoes",
  "statuses",
  "user_preferences",
  "user_id_update",
] as const;
type List = (typeof LISTS)[number];

/** Where a message, a status or a choice names a person, and where a profile does. */
const NAMES_OF_ITEM = [
  "from",
  "from_user_id",
  "to",
  "to_user_id",
  "recipient_id",
  "recipient_user_id",
  "wa_id",
  "user_id",
];
const NAMES_OF_PROFILE = ["wa_id", "user_id"];

/**
 * The parts of a change, or the change itself when it is short. Every element is in one part, in its order, with the profiles of
 * those whom the part names; whatever else the change says is in each. The same change always has the same parts, so a second
 * delivery of it is known as one.
 */
export function partsOf(routed: RoutedChange): readonly RoutedChange[] {
  const { change } = routed;
  const value = member(change, "value");
  if (!isRecord(change) || !isRecord(value)) return [routed];
  const count = LISTS.reduce((sum, list) => sum + elements(value[list]).length, 0);
  if (count <= PART_ITEMS_MAX) return [routed];
  return LISTS.flatMap((list) =>
    cut(elements(value[list])).map((items) => ({
      ...routed,
      change: { ...change, value: partOf(value, list, items) },
    })),
  );
}

function* slices<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < items.length; from += PART_ITEMS_MAX)
    yield items.slice(from, from + PART_ITEMS_MAX);
}

const cut = <T>(items: readonly T[]): readonly (readonly T[])[] => [...slices(items)];

function partOf(
  value: Readonly<Record<string, unknown>>,
  list: List,
  items: readonly unknown[],
): Readonly<Record<string, unknown>> {
  const rest = Object.entries(value).filter(([name]) => !LISTS.some((other) => other === name));
  const named = new Set(items.flatMap((item) => namesIn(item, NAMES_OF_ITEM)));
  const contacts = elements(value["contacts"]).filter((profile) =>
    namesIn(profile, NAMES_OF_PROFILE).some((name) => named.has(name)),
  );
  return {
    ...Object.fromEntries(rest),
    ...("contacts" in value ? { contacts } : {}),
    [list]: items,
  };
}

const namesIn = (item: unknown, members: readonly string[]): string[] =>
  members.flatMap((name) => textAt(item, name)?.replace(/^\+/, "") ?? []);
