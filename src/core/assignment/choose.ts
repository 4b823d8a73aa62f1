import { foldTag } from "#core/contact/tag";
import type { Id } from "#core/ids";

/** How a rule finds the member who is given a conversation. */
export const ASSIGNMENT_WAYS = ["round_robin", "least_busy", "user"] as const;
export type AssignmentWay = (typeof ASSIGNMENT_WAYS)[number];

/** When a rule may ask for the business to be. */
export const ASSIGNMENT_HOURS = ["open", "closed"] as const;

/** When a rule applies: every list that is not empty must be met. */
export interface AssignmentConditions {
  readonly numbers: readonly Id<"number">[];
  /** Tags of the conversation, one of which it has. */
  readonly tags: readonly string[];
  /** Languages of the contact: `pt` means `pt-BR` too. */
  readonly languages: readonly string[];
  /** Only while the business is open, or closed; absent: always. */
  readonly hours?: (typeof ASSIGNMENT_HOURS)[number] | null;
}

export interface AssignmentRule {
  readonly conditions: AssignmentConditions;
  readonly how: AssignmentWay;
  readonly members: readonly Id<"user">[];
  /** How often a member was taken in turn. */
  readonly turn: number;
}

/** What of a conversation rules ask for. */
export interface Assignable {
  readonly numberId: Id<"number">;
  readonly tags: readonly string[];
  readonly language: string | null;
  /** Whether the business is open. */
  readonly isOpen: boolean;
}

/** Whether a rule applies to a conversation. */
export const applies = (
  { numbers, tags, languages, hours }: AssignmentConditions,
  of: Assignable,
): boolean =>
  (typeof hours !== "string" || (hours === "open") === of.isOpen) &&
  (numbers.length === 0 || numbers.includes(of.numberId)) &&
  (tags.length === 0 || meets(tags.map(foldTag), of.tags.map(foldTag))) &&
  (languages.length === 0 || languages.some((language) => speaks(of.language, language)));

const meets = (wanted: readonly string[], has: readonly string[]): boolean =>
  has.some((one) => wanted.includes(one));

function speaks(has: string | null, wanted: string): boolean {
  const [own, asked] = [has ?? "", wanted].map((tag) => tag.toLowerCase().replaceAll("_", "-"));
  return own === asked || own?.startsWith(`${asked}-`) === true;
}

/** Who there is to be given conversations. */
export interface Team {
  readonly isMember: (id: Id<"user">) => boolean;
  /** Open conversations that somebody has. */
  readonly openOf: (id: Id<"user">) => number;
}

/**
 * The member whom a rule gives a conversation; null when nobody of the rule is left in the workspace. In turn goes on behind who
 * was last, whoever left meanwhile; of those who are equally busy the first is taken.
 */
export function chooseMember(
  { how, members, turn }: Pick<AssignmentRule, "how" | "members" | "turn">,
  team: Team,
): Id<"user"> | null {
  const there = members.filter(team.isMember);
  if (how === "round_robin") return there[turn % Math.max(1, there.length)] ?? null;
  if (how === "user") return there[0] ?? null;
  const fewest = Math.min(...there.map(team.openOf));
  return there.find((id) => team.openOf(id) === fewest) ?? null;
}
