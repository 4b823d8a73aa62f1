/** Which triggers a message pulls. */
import { byType, type ByType } from "#core/automation/by-type";
import { parseCondition } from "#core/automation/condition";
import type { Definition } from "#core/automation/definition";
import { foldText, holdsWords } from "#core/automation/fold-text";
import type { World } from "#core/automation/run-state";
import { MESSAGE_TRIGGERS, type Trigger } from "#core/automation/triggers";
import { isMet } from "#core/automation/values";

/** What triggers look at beside the world. */
export interface Arrived extends Omit<World, "runId"> {
  /** Whether the person had never written on the number before. */
  readonly isFirst: boolean;
  /** Of an ad that led here; null: none did. `""`: one without an id. */
  readonly referralSourceId: string | null;
}

/** Whether a message starts an automation: its trigger is pulled and its conditions hold. STOP starts none. */
export const pulls = (definition: Definition, arrived: Arrived): boolean =>
  arrived.message?.isStop !== true &&
  isPulled(definition.trigger, arrived) &&
  conditionsHold(definition, arrived);

/** Whether the conditions of an automation hold. */
export function conditionsHold({ conditions }: Definition, world: Omit<World, "runId">): boolean {
  const parsed = parseCondition(conditions);
  const known = { run: { variables: {} }, world: { ...world, runId: "" }, contact: world.contact };
  return parsed.ok && isMet(known, parsed.value);
}

const isPulled = (trigger: Trigger, arrived: Arrived): boolean =>
  arrived.message !== null && (byType(PULLED, trigger, arrived) ?? false);

const PULLED: ByType<Trigger, Arrived, boolean> = {
  keyword: (trigger, { message }) =>
    message?.buttonId === null && says(trigger, message.text ?? ""),
  button_id: ({ ids }, { message }) => ids.includes(message?.buttonId ?? ""),
  referral: ({ source_ids: ids }, { referralSourceId: id }) =>
    id !== null && (ids.length === 0 || ids.includes(id)),
  first_message: (_, { isFirst }) => isFirst,
  outside_hours: (_, { isOpen }) => !isOpen,
  any_message: () => true,
};

function says({ match, keywords }: Extract<Trigger, { type: "keyword" }>, text: string): boolean {
  const said = foldText(text);
  return keywords
    .map(foldText)
    .some((word) => word !== "" && (match === "exact" ? said === word : holdsWords(said, word)));
}

const rankOf = ({ trigger }: Definition): number => {
  const rank = MESSAGE_TRIGGERS.findIndex((type) => type === trigger.type);
  return rank < 0 ? MESSAGE_TRIGGERS.length : rank;
};

/**
 * What a message starts: every rule that it pulls, and of the flows the one with the most particular trigger, the oldest among
 * equals. Give the automations oldest first.
 */
export function pulled<T extends { readonly definition: Definition }>(
  automations: readonly T[],
  arrived: Arrived,
): readonly T[] {
  const all = automations.filter(({ definition }) => pulls(definition, arrived));
  const flows = all.filter(({ definition }) => definition.kind === "flow");
  const [flow] = flows.toSorted((a, b) => rankOf(a.definition) - rankOf(b.definition));
  return [
    ...all.filter(({ definition }) => definition.kind === "rule"),
    ...(flow === undefined ? [] : [flow]),
  ];
}
