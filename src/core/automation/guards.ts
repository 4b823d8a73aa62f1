/** What keeps two machines from talking to each other for ever. */
import type { Settings } from "#core/automation/definition";
import { foldText } from "#core/automation/fold-text";
import type { Content, Heard, Run } from "#core/automation/run-state";

/** The same text is sent so often in a row, and not once more. */
const SAME_TEXT_MAX = 3;
/** Turns of a run within a minute, at most. */
const TURNS_MAX = 10;
const MINUTE_MS = 60_000;

/** What a message says, as far as repeating is concerned. */
export const saidBy = (content: Content): string =>
  "text" in content ? content.text : JSON.stringify(content);

/** Whether a run would say the same once too often. A question that is asked again counts its own tries. */
export const holdsLoop = ({ said, tries }: Run, content: Content): boolean =>
  tries === 0 && said.times >= SAME_TEXT_MAX && said.text === saidBy(content);

/** What a run has said, with one message more. */
export const saying = ({ said }: Pick<Run, "said">, content: Content): Run["said"] => {
  const text = saidBy(content);
  return { text, times: said.text === text ? said.times + 1 : 1 };
};

/** Whether more turns have begun within a minute than a person would take. */
export function tooFast({ turnsAt }: Run): boolean {
  const last = turnsAt.at(-1) ?? 0;
  return turnsAt.filter((at) => at > last - MINUTE_MS).length > TURNS_MAX;
}

/** Whether a message is one of the words that end a run. */
export const keepsEscape = ({ escape_keywords: words }: Settings, { text }: Heard): boolean =>
  text !== null && words.some((word) => foldText(word) === foldText(text));
