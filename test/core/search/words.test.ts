import fc from "fast-check";
import { describe, test } from "vitest";

import { messageText } from "#core/search/message-text";
import { excerptOf, indexedWords, searchQuery } from "#core/search/words";

/** What the index would say: each quoted term stands in the text, one behind the other, the last word of a starred term begun. */
function finds(text: string, search: string): boolean {
  const query = searchQuery(search);
  if (query === null) return false;
  const words = indexedWords(text).split(" ");
  return query.split(" AND ").every((term) => {
    const [, phrase = "", star = ""] = /^"([^"]+)"(\*?)$/.exec(term) ?? [];
    const wanted = phrase.split(" ");
    return words.some((_word, at) =>
      wanted.every((one, i) => {
        const word = words[at + i] ?? "";
        return star === "*" && i === wanted.length - 1 ? word.startsWith(one) : word === one;
      }),
    );
  });
}

describe("a search", () => {
  test.for([
    ["Olá, São Paulo!", "sao"],
    ["Olá, São Paulo!", "OLÁ paul"],
    ["Where is my order OPS-306?", "ops-306"],
    ["Straße und Weiß", "strasse weiss"],
    ["Ｆｕｌｌ width", "full"],
    ["東京都民です", "京都"],
    ["東京都民です", "都"],
    ["東京都民です", "す"],
    ["注文 ORDER-7 の件", "order 件"],
    ["สวัสดีครับ", "ครับ"],
    ["안녕하세요 여러분", "안녕"],
    ["नमस्ते दुनिया", "नमस्ते"],
    ["مرحبا بالعالم", "مرحبا"],
    ["Привет, мир", "ПРИВ"],
    ["it's 50% off", "its 50"],
  ] as const)("in %s finds %s", ([text, search], { expect }) => {
    expect(finds(text, search)).toBe(true);
  });

  test.for([
    ["São Paulo", "paulo rio"],
    ["São Paulo", "aulo"],
    ["東京", "京東"],
  ] as const)("in %s does not find %s", ([text, search], { expect }) => {
    expect(finds(text, search)).toBe(false);
  });

  test("finds every text by any of its own words, whatever the script", ({ expect }) => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }), (text) => {
        if (searchQuery(text) !== null) expect(finds(text, text)).toBe(true);
        expect(indexedWords(text) === "").toBe(searchQuery(text) === null);
      }),
    );
  });

  test("is nothing but quoted words, whatever is typed", ({ expect }) => {
    expect.hasAssertions();
    const typed = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom(
        '"',
        'hello"',
        "AND",
        "a AND b",
        "col:x",
        "*",
        "(",
        "NEAR(a b)",
        "^a",
        "-x",
        "50%",
        "ids : x",
        "",
      ),
    );
    fc.assert(
      fc.property(typed, (text) => {
        const query = searchQuery(text);
        if (query !== null) expect(query).toMatch(/^"[^"]+"\*?(?: AND "[^"]+"\*?)*$/);
      }),
    );
  });
});

test("an excerpt shows the text around what was looked for", ({ expect }) => {
  const text = `${"lorem ".repeat(20)}\nWhere is my   ÓRDER from May? ${"ipsum ".repeat(40)}`;
  const excerpt = excerptOf(text, "order");
  expect(excerpt).toContain("my ÓRDER from");
  expect(excerpt.startsWith("…") && excerpt.endsWith("…")).toBe(true);
  expect(excerpt.length).toBeLessThanOrEqual(162);
  expect(excerptOf("short", "nothing")).toBe("short");
});

test("a message's text is what a person reads of it", ({ expect }) => {
  expect(messageText("text", { body: "Hello" })).toBe("Hello");
  expect(messageText("image", { id: "1", caption: "Our menu", mime_type: "image/png" })).toBe(
    "Our menu",
  );
  expect(
    messageText("template", {
      name: "x",
      rendered: { body: "Hi Ana", buttons: [{ type: "QUICK_REPLY", text: "Yes" }] },
    }),
  ).toBe("Hi Ana Yes");
  expect(
    messageText("interactive", { type: "button_reply", button_reply: { id: "7", title: "Later" } }),
  ).toBe("Later");
  expect(messageText("unsupported", null)).toBe("");
});
