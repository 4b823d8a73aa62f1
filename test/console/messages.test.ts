import { readdirSync, readFileSync } from "node:fs";

import format from "icu-minify/format";
import { describe, test } from "vitest";

import { REMEDIES } from "#core/whatsapp/remedies";

import { fill, variablesOf } from "../../src/console/api/template-text.ts";
import { replyWindow } from "../../src/console/screens/inbox/reply-window.ts";
import { clockOf } from "../../src/console/ui/time.tsx";
import { compileText } from "../../src/console/vite.config.ts";

const FOLDER = "src/console/i18n/messages";
const texts = (file: string) => [
  ...flat(JSON.parse(readFileSync(`${FOLDER}/${file}`, "utf8")) as Tree),
];
const catalogs = Object.fromEntries(
  readdirSync(FOLDER)
    .filter((name) => name.endsWith(".json"))
    .map((name) => [
      name,
      new Map([
        ...texts(name),
        ...texts(`later/rest-${name}`),
        ...texts(`later/automations-${name}`),
        ...texts(`later/people-${name}`),
      ]),
    ]),
);
const english = catalogs["en.json"] ?? new Map<string, string>();

type Tree = { readonly [key: string]: string | Tree };

function flat(tree: Tree, path = ""): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === "string"
        ? [[path + key, value] as const]
        : [...flat(value, `${path}${key}.`)],
    ),
  );
}

/** What a text needs to be given: the names of its arguments. */
const argumentsOf = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{(\w+)(?=[,}])/g)].map((match) => match[1] ?? ""))]
    .filter((name) => new RegExp(`\\{${name}(?:, (?:number|plural|select)|\\})`).test(text))
    .toSorted();

/** Every value that a text chooses by, and one that it does not name. */
const casesOf = (text: string): [name: string, values: string[]][] =>
  [...text.matchAll(/\{(\w+), select, ((?:\w+ \{(?:[^{}]|\{[^{}]*\})*\} ?)+)\}/g)].map(
    ([, name = "", cases = ""]) => [
      name,
      ["nothing_of_it", ...[...cases.matchAll(/(\w+) \{/g)].map((match) => match[1] ?? "")],
    ],
  );

const formatters = {
  getNumberFormat: (...of: ConstructorParameters<typeof Intl.NumberFormat>) =>
    new Intl.NumberFormat(...of),
  getDateTimeFormat: (...of: ConstructorParameters<typeof Intl.DateTimeFormat>) =>
    new Intl.DateTimeFormat(...of),
  getPluralRules: (...of: ConstructorParameters<typeof Intl.PluralRules>) =>
    new Intl.PluralRules(...of),
};

describe.each(Object.entries(catalogs))("%s", (_name, texts) => {
  test("says everything that English says, and nothing else", ({ expect }) => {
    expect([...texts.keys()].toSorted()).toEqual([...english.keys()].toSorted());
  });

  test("is text in every case of it, also where a case says nothing", ({ expect }) => {
    for (const [key, text] of texts) {
      const any = Object.fromEntries(argumentsOf(text).map((name) => [name, 1]));
      for (const [name, cases] of casesOf(text))
        for (const value of cases) {
          const said = format(compileText(text), "en", { ...any, [name]: value }, { formatters });
          expect(said, `${key} ${value}`).toBeTypeOf("string");
        }
    }
  });

  test("says what can be done about every refusal of Meta's and finding of the doctor, in words of its own", ({
    expect,
  }) => {
    const said = [...texts].filter(([key]) => key.startsWith("remedies."));
    const remedies = Object.entries(REMEDIES).map(([code, text]) => [
      `remedies.${code}`,
      text.replaceAll("'", "’"),
    ]);
    expect(said.map(([key]) => key)).toEqual(remedies.map(([key]) => key));
    if (texts === english) expect(said).toEqual(remedies);
    else
      for (const [key, text] of said) {
        expect(text.trim(), key).not.toBe("");
        expect(text, key).not.toBe(english.get(key));
      }
  });

  test("takes the same arguments, and every text compiles", ({ expect }) => {
    for (const [key, text] of texts) {
      expect(() => compileText(text), key).not.toThrow();
      if (!text.includes("select,"))
        expect(argumentsOf(text), key).toEqual(argumentsOf(english.get(key) ?? ""));
    }
  });
});

test("the reply window is open, closing, closed or was never opened", ({ expect }) => {
  const now = Date.parse("2026-01-01T12:00:00Z");
  expect(replyWindow(null, now)).toEqual({ state: "never" });
  expect(replyWindow("2026-01-02T12:00:00Z", now)).toMatchObject({ state: "open" });
  expect(replyWindow("2026-01-01T13:59:59Z", now)).toMatchObject({ state: "closing" });
  expect(replyWindow("2026-01-01T12:00:00Z", now)).toEqual({ state: "closed" });
});

test("what is left is told as a clock tells it", ({ expect }) => {
  expect(clockOf(23 * 3_600_000 + 5 * 60_000)).toBe("23 h 05 min");
  expect(clockOf(65_000)).toBe("1:05");
  expect(clockOf(-1)).toBe("0:00");
});

test("a template's variables are filled where there is a value, and stay visible where there is none", ({
  expect,
}) => {
  expect(variablesOf("Hi {{1}}, {{2}} and {{1}}")).toEqual(["1", "2"]);
  expect(fill("Hi {{1}}, {{2}}", { "1": "$& Ana" })).toBe("Hi $& Ana, {{2}}");
});
