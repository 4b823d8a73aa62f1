import { describe, test } from "vitest";

import { LIBRARY_LANGUAGES, templateLibrary } from "#core/template/library/library";
import { variablesOf } from "#core/whatsapp/template";
import { parseComponents } from "#core/whatsapp/template-components";
import { lintTemplate } from "#core/whatsapp/template-lint";

const library = templateLibrary().map((one) => ({
  ...one,
  parameterFormat: "POSITIONAL" as const,
  components: parseComponents(one.components),
}));

describe("the library", () => {
  test("has twenty examples and more in each of its languages, of every category", ({ expect }) => {
    for (const language of LIBRARY_LANGUAGES) {
      const own = library.filter((one) => one.language === language);
      expect(new Set(own.map(({ name }) => name)).size).toBeGreaterThanOrEqual(20);
      expect(new Set(own.map(({ category }) => category)).size).toBe(3);
    }
  });

  test.for(library)("$name in $language breaks no rule at all", (one, { expect }) => {
    expect(lintTemplate(one)).toEqual([]);
  });

  test("every language of an example takes the same values", ({ expect }) => {
    for (const one of library) {
      const english = library.find(({ name, language }) => name === one.name && language === "en");
      const keysOf = (of: typeof one | undefined) => of && variablesOf(of).map(({ key }) => key);
      expect([one.name, one.language, keysOf(one)]).toEqual([
        one.name,
        one.language,
        keysOf(english),
      ]);
    }
  });
});
