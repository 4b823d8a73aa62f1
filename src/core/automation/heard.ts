import type { Heard } from "#core/automation/run-state";
import { classifyKeyword, type OwnPhrases } from "#core/consent/stop-words";
import { isOptOutTap } from "#core/template/opt-out-buttons";

/** What stops marketing beside the built-in words. */
export interface StopsKnown {
  /** The words of the number that was written to. */
  readonly own?: OwnPhrases;
  /** What the marked buttons say, of the template that was answered. */
  readonly stopButtons?: readonly string[];
}

/** What somebody wrote or pressed, of Meta's object of a message. */
export function heardOf(
  type: string,
  content: unknown,
  { own, stopButtons = [] }: StopsKnown = {},
): Heard {
  const said = saidIn(type, content);
  const texts = [said.text, said.buttonId].flatMap((text) => text ?? []);
  const isTap = type === "button" && isOptOutTap(stopButtons, texts);
  return { type, ...said, isStop: isTap || isStop(said, own) };
}

/** Whether what was written, or the name or id of what was pressed, stops marketing. */
export const isStop = (
  { text, buttonId }: Pick<Heard, "text" | "buttonId">,
  own?: OwnPhrases,
): boolean => [text, buttonId].some((said) => classifyKeyword(said ?? "", own) === "stop");

function saidIn(type: string, content: unknown): Pick<Heard, "text" | "buttonId"> {
  const reply = member(content, "button_reply") ?? member(content, "list_reply");
  if (type === "interactive" && reply !== undefined)
    return { text: textOf(reply, "title"), buttonId: textOf(reply, "id") };
  if (type === "button")
    return { text: textOf(content, "text"), buttonId: textOf(content, "payload") };
  return { text: textOf(content, type === "text" ? "body" : "caption"), buttonId: null };
}

/** A burst as one: its texts under each other, and the last button. Who says STOP among other things says STOP. */
export function together(burst: readonly Heard[]): Heard {
  const stop = burst.find((heard) => heard.isStop);
  if (stop !== undefined) return stop;
  const texts = burst.flatMap(({ text }) => (text === null ? [] : [text]));
  const pressed = burst.findLast(({ buttonId }) => buttonId !== null);
  return {
    type: pressed?.type ?? burst.at(-1)?.type ?? "text",
    text: texts.length === 0 ? null : texts.join("\n"),
    buttonId: pressed?.buttonId ?? null,
    isStop: false,
  };
}

function member(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  // Safe: the line above has found the member.
  return (value as Record<string, unknown>)[name];
}

function textOf(value: unknown, name: string): string | null {
  const text = member(value, name);
  return typeof text === "string" ? text : null;
}
