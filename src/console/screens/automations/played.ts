/** A played conversation as it is built up, act by act. Pure. */
import type { GoldenTest, PlayedMessage, Script, Step, Transcript } from "../../api/automations.ts";

/** What the person did, and what was sent in return. */
export interface Turn {
  readonly message: PlayedMessage;
  readonly replies: readonly string[];
}

const saidIn = ({ transcript }: Transcript): string[] =>
  transcript.filter(({ from }) => from === "automation").map(({ text }) => text);

/** The turns with one more: what was said since the ones before is its reply. */
export function withTurn(
  turns: readonly Turn[],
  message: PlayedMessage,
  after: Transcript,
): readonly Turn[] {
  const before = turns.reduce((count, { replies }) => count + replies.length, 0);
  return [...turns, { message, replies: saidIn(after).slice(before) }];
}

/** The conversation as a test that must go the same way. */
export const testOf = (
  name: string,
  turns: readonly Turn[],
  { contact, http, variables }: Pick<Script, "contact" | "http" | "variables">,
  status: Transcript["status"],
): GoldenTest => ({
  name,
  ...(contact && { contact }),
  ...(http && { http }),
  ...(variables && { variables }),
  messages: turns.map(({ message, replies }) => ({ ...message, expect: [...replies] })),
  ends: status,
});

/** What can be pressed now: the choices of what was said last. */
export function choicesNow(
  { transcript }: Transcript,
  steps: Readonly<Record<string, Step>>,
): readonly { readonly id: string; readonly title: string }[] {
  const name = transcript.at(-1)?.step ?? null;
  const step = name !== null && Object.hasOwn(steps, name) ? steps[name] : undefined;
  if (step?.type === "buttons") return step.buttons;
  return step?.type === "list" ? step.rows : [];
}

/** What a person is heard to say: of a button its title, which the transcript tells by its id in brackets. */
export function heardAs(text: string, steps: Readonly<Record<string, Step>>): string {
  const id = /^\[(.*)\]$/s.exec(text)?.[1];
  const choices = Object.values(steps).flatMap((step) => {
    if (step.type === "buttons") return step.buttons;
    return step.type === "list" ? step.rows : [];
  });
  return choices.find((choice) => choice.id === id)?.title || text;
}

/** What begins without a message of the person. */
export const SILENT: ReadonlySet<string> = new Set([
  "hook",
  "schedule",
  "no_reply_for",
  "tag_added",
  "event",
]);
