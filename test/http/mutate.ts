import fc, { type Arbitrary } from "fast-check";

/** A body or query in which one thing is not as it should be. */
export interface Mutated {
  /** What was done, and where. */
  readonly name: string;
  readonly text: string;
}

const LONG = "x".repeat(100_000);
const DEEP = `${"[".repeat(40)}${"]".repeat(40)}`;

/** What stands in the place of a value, as JSON text. */
const INSTEAD: Readonly<Record<string, string>> = {
  null: "null",
  "a truth": "true",
  "a text": '"x"',
  "no text": '""',
  "a blank": '" \u200b "',
  "a long text": JSON.stringify(LONG),
  "a text of emoji": JSON.stringify("👩‍👩‍👧‍👦".repeat(400)),
  "a text that runs to the left": JSON.stringify("\u202egnp.exe"),
  "a NUL": '"a\\u0000b"',
  "half a character": '"\\ud800"',
  "SQL and templates": JSON.stringify("'; DROP TABLE contacts; -- {{1}} ${x}"),
  "a formula": '"=HYPERLINK(1)"',
  "an id of nothing": '"con_00000000000000000000000000"',
  "an instant that is none": '"2027-02-30T25:61:61Z"',
  zero: "0",
  "a negative number": "-1",
  "a fraction": "1.5",
  "a number beyond integers": "9007199254740993",
  "a number beyond all numbers": "1e999",
  "an empty list": "[]",
  "an empty object": "{}",
  "a long list": `[${Array.from({ length: 2_000 }, () => "1").join()}]`,
  "a deep list": DEEP,
  "a prototype": '{"__proto__":{"admin":true}}',
  "a member nobody knows": '{"zz_unknown":1}',
};

type Path = readonly (string | number)[];

/** Every place in a value, the whole one left out. */
function placesOf(value: unknown, at: Path = []): readonly Path[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const place = [...at, Array.isArray(value) ? Number(name) : name];
    return [place, ...placesOf(inner, place)];
  });
}

/** Stands for the place while the rest is written. */
const MARK = "the-place-that-is-changed";

function written(value: unknown, place: Path, write: (name: string) => string): string {
  const copy = structuredClone(value) as Record<string | number, unknown>;
  let holder = copy;
  for (const step of place.slice(0, -1)) holder = holder[step] as Record<string | number, unknown>;
  const name = place.at(-1) ?? "";
  if (Array.isArray(holder)) holder[Number(name)] = MARK;
  else {
    // Behind all others, so that what is written may hold more members.
    delete holder[name];
    holder[name] = MARK;
  }
  const text = JSON.stringify(copy);
  const before = typeof name === "number" ? "" : `${JSON.stringify(name)}:`;
  return text.replace(`${before}"${MARK}"`, () => write(String(before)));
}

/**
 * Bodies with one place changed: another type, another value, nothing, something beside it, or the same member twice.
 *
 * @param body One that is right.
 */
export function mutationsOf(body: object): Arbitrary<Mutated> {
  const places = placesOf(body);
  const outside = fc.constantFrom<Mutated>(
    { name: "nothing is there", text: "{}" },
    { name: "one more member", text: JSON.stringify({ ...body, zz_unknown: 1 }) },
    { name: "a list of it", text: `[${JSON.stringify(body)}]` },
    { name: "it is cut", text: JSON.stringify(body).slice(0, -1) },
  );
  if (places.length === 0) return outside;
  const place = fc.constantFrom(...places);
  const changed = fc
    .tuple(place, fc.constantFrom(...Object.entries(INSTEAD)))
    .map(([at, [what, json]]): Mutated => ({
      name: `${what} at /${at.join("/")}`,
      text: written(body, at, (before) => `${before}${json}`),
    }));
  const missing = place.map((at): Mutated => ({
    name: `nothing at /${at.join("/")}`,
    text: written(body, at, (before) => (before === "" ? "null" : '"zz":0')).replace(
      /,?"zz":0/,
      "",
    ),
  }));
  const twice = place.map((at): Mutated => ({
    name: `twice at /${at.join("/")}`,
    text: written(body, at, (before) => (before === "" ? "1,1" : `${before}1,${before}"x"`)),
  }));
  return fc.oneof(
    { weight: 8, arbitrary: changed },
    { weight: 2, arbitrary: missing },
    { weight: 1, arbitrary: twice },
    { weight: 1, arbitrary: outside },
  );
}

/** Values of a parameter of a query, as they stand in an address. */
export const BAD_PARAMETERS: readonly string[] = [
  "",
  "%00",
  "%FF",
  "%E0%A4",
  "-1",
  "0",
  "1e3",
  "9007199254740993",
  "%F0%9F%91%A9%E2%80%8D%F0%9F%91%A7",
  "%E2%80%AE",
  "'%20OR%201=1%20--",
  "%25%5F*%22",
  "../../x",
  "null",
  "2027-02-30T25:61:61Z",
  "x".repeat(3_000),
];
