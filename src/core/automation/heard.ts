import type { Heard } from "#core/automation/run-state";
import { classifyKeyword } from "#core/consent/stop-words";

/** What somebody wrote or pressed, of Meta's object of a message. */
export function heardOf(type: string, content: unknown): Heard {
  const reply = member(content, "button_reply") ?? member(content, "list_reply");
  if (type === "interactive" && reply !== undefined)
    return { type, text: textOf(reply, "title"), buttonId: textOf(reply, "id") };
  if (type === "button")
    return { type, text: textOf(content, "text"), buttonId: textOf(content, "payload") };
  if (type === "text") return { type, text: textOf(content, "body"), buttonId: null };
  return { type, text: textOf(content, "caption"), buttonId: null };
}

/** A burst as one: its texts under each other, and the last button. Who says STOP among other things says STOP. */
export function together(burst: readonly Heard[]): Heard {
  const stop = burst.find(({ text }) => classifyKeyword(text ?? "") === "stop");
  if (stop !== undefined) return stop;
  const texts = burst.flatMap(({ text }) => (text === null ? [] : [text]));
  const pressed = burst.findLast(({ buttonId }) => buttonId !== null);
  return {
    type: pressed?.type ?? burst.at(-1)?.type ?? "text",
    text: texts.length === 0 ? null : texts.join("\n"),
    buttonId: pressed?.buttonId ?? null,
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
