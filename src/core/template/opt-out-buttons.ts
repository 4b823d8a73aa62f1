/**
 * Quick replies of a template by which a person withdraws marketing. The mark is ours: Meta knows none and would refuse it, so it
 * is taken off before a component is read. What is kept is what the buttons say, and not their places: a tap tells the text alone,
 * the text stays right when Meta tells the buttons in another order, and a message that was sent before an edit still stops.
 */
import { metaComponents, type TemplateComponent } from "#core/whatsapp/template-components";

/** Texts that are remembered of one template: those that it has, and those that it had. */
const TEXTS_MAX = 30;

interface QuickReply {
  /** Where it stands, e.g. `1.0`, or in a card `2.0.1.0`. */
  readonly place: string;
  readonly text: string;
  readonly isMarked: boolean;
}

/**
 * Components as they were given, without the marks on their quick replies. An `opt_out` that is none, on another button or not a
 * boolean, stays and is found by whoever reads the components.
 */
export const withoutMarks = (given: readonly unknown[]): readonly unknown[] =>
  given.map((component) => eachReply(component, ({ opt_out: _mark, ...button }) => button));

/** Components in Meta's shape with their marks, as they are shown. */
export const withMarks = (
  components: readonly Record<string, unknown>[],
  marked: readonly string[],
): Record<string, unknown>[] =>
  components.map(
    (component) =>
      // Safe: a changed component is what it was, but for its buttons.
      eachReply(component, (button) =>
        isStop(marked, textOf(button)) ? { ...button, opt_out: true } : button,
      ) as Record<string, unknown>,
  );

/** What the marked quick replies of components say, as they were given. */
export const markedTexts = (given: readonly unknown[]): readonly string[] =>
  repliesOf(given).flatMap(({ text, isMarked }) => (isMarked ? [text] : []));

/**
 * What stops after the business has written the components anew: what it marks, and what it had marked and no button says any more,
 * since people have messages that say it.
 */
export function marksAfter(before: readonly string[], given: readonly unknown[]): string[] {
  const plain = repliesOf(given).filter(({ isMarked }) => !isMarked);
  const had = before.filter((text) => plain.every((button) => button.text !== text));
  return distinct([...markedTexts(given), ...had]);
}

/**
 * What stops after Meta has told the components anew: a mark goes with its text, and where that is gone to the new text of the
 * button in its place.
 */
export function marksCarried(
  marked: readonly string[],
  before: readonly TemplateComponent[],
  after: readonly TemplateComponent[],
): string[] {
  const [old, next] = [repliesOf(metaComponents(before)), repliesOf(metaComponents(after))];
  const renamed = next.filter(
    ({ place, text }) =>
      old.every((button) => button.text !== text) &&
      old.some((button) => button.place === place && isStop(marked, button.text)) &&
      !next.some((button) => button.text === textAt(old, place)),
  );
  return distinct([...renamed.map(({ text }) => text), ...marked]);
}

/** Whether a template has a button that stops marketing. */
export const hasMarkedButton = (
  marked: readonly string[],
  components: readonly TemplateComponent[],
): boolean => repliesOf(metaComponents(components)).some(({ text }) => isStop(marked, text));

/** Whether one of the texts that a tap tells, the button's own or its payload, is that of a marked button. */
export const isOptOutTap = (marked: readonly string[], said: readonly string[]): boolean =>
  said.some((text) => isStop(marked, plainText(text)));

const isStop = (marked: readonly string[], text: string): boolean => marked.includes(text);

const textAt = (replies: readonly QuickReply[], place: string): string | undefined =>
  replies.find((button) => button.place === place)?.text;

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)].slice(0, TEXTS_MAX);

/** Meta trims what a button says. */
const plainText = (text: string): string => text.normalize("NFC").trim();

type Raw = Readonly<Record<string, unknown>>;

const textOf = ({ text }: Raw): string => (typeof text === "string" ? plainText(text) : "");

const isRecord = (value: unknown): value is Raw =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A quick reply whose mark, if it has one, can be a mark. */
const isReply = (button: Raw): boolean =>
  typeof button["type"] === "string" &&
  button["type"].toUpperCase() === "QUICK_REPLY" &&
  (button["opt_out"] === undefined || typeof button["opt_out"] === "boolean");

const PARTS = ["buttons", "cards", "components"] as const;

/** A component with its quick replies changed, those of its cards included. */
function eachReply(part: unknown, change: (button: Raw) => Raw): unknown {
  if (!isRecord(part)) return part;
  if (isReply(part)) return change(part);
  const parts = PARTS.flatMap((name) => {
    const inner = part[name];
    return Array.isArray(inner) ? [[name, inner.map((one) => eachReply(one, change))]] : [];
  });
  // Safe: nothing of a part is replaced but lists by lists.
  return parts.length === 0 ? part : { ...part, ...(Object.fromEntries(parts) as Raw) };
}

function repliesOf(parts: readonly unknown[], at = ""): readonly QuickReply[] {
  return parts.flatMap((part, i): readonly QuickReply[] => {
    if (!isRecord(part)) return [];
    const place = `${at}${i}`;
    if (isReply(part)) return [{ place, text: textOf(part), isMarked: part["opt_out"] === true }];
    return PARTS.flatMap((name) => {
      const inner = part[name];
      return Array.isArray(inner) ? repliesOf(inner, `${place}.`) : [];
    });
  });
}
