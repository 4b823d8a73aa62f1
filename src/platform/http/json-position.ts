/** The engine's own message tells a position only sometimes, and otherwise quotes the body, which we never repeat. */

const SPACE = /[ \t\n\r]*/y;
const SCALAR = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null/y;
/** All but the quote, the backslash and control characters. */
const PLAIN = /[ !#-[\]-\u{10ffff}]*/uy;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** Index just after what matches at `at`, or -1. */
function after(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

/** Where reading stopped, and whether it stopped at the end of a well-formed value. */
interface Stop {
  readonly at: number;
  readonly ok: boolean;
}

const stop = (at: number): Stop => ({ at, ok: false });
const skipSpace = (text: string, at: number): number => after(SPACE, text, at);

/**
 * Where a text stops being JSON, as an index into it; its length when it only ends too early.
 *
 * @param text Something that JSON.parse refuses and whose depth is bounded.
 */
export function faultPosition(text: string): number {
  const read = value(text, skipSpace(text, 0));
  return read.ok ? skipSpace(text, read.at) : read.at;
}

function value(text: string, at: number): Stop {
  const first = text[at];
  if (first === '"') return string(text, at);
  if (first === "{") return container(text, at, { close: "}", item: member });
  if (first === "[") return container(text, at, { close: "]", item: value });
  const end = after(SCALAR, text, at);
  return end === -1 ? stop(at) : { at: end, ok: true };
}

function string(text: string, start: number): Stop {
  let at = start + 1;
  for (;;) {
    at = after(PLAIN, text, at);
    if (text[at] === '"') return { at: at + 1, ok: true };
    const next = after(ESCAPE, text, at);
    if (next === -1) return stop(at);
    at = next;
  }
}

interface Shape {
  readonly close: string;
  readonly item: (text: string, at: number) => Stop;
}

function container(text: string, start: number, { close, item }: Shape): Stop {
  let at = skipSpace(text, start + 1);
  if (text[at] === close) return { at: at + 1, ok: true };
  for (;;) {
    const read = item(text, at);
    if (!read.ok) return read;
    at = skipSpace(text, read.at);
    if (text[at] === close) return { at: at + 1, ok: true };
    if (text[at] !== ",") return stop(at);
    at = skipSpace(text, at + 1);
  }
}

function member(text: string, at: number): Stop {
  if (text[at] !== '"') return stop(at);
  const name = string(text, at);
  if (!name.ok) return name;
  const colon = skipSpace(text, name.at);
  return text[colon] === ":" ? value(text, skipSpace(text, colon + 1)) : stop(colon);
}
