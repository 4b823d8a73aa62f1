import { describe, test } from "vitest";

import { checkIfMatch, etagOf, requireIfMatch } from "#platform/http/etag";

const now = etagOf(7);

describe("If-Match", () => {
  test.for(['"7"', 'W/"7"', '"6", "7"', "*", ' "7" '])(
    "%s names the version now",
    (header, { expect }) => {
      expect(() => requireIfMatch(header, now)).not.toThrow();
      expect(() => checkIfMatch(header, now)).not.toThrow();
    },
  );

  test.for(['"6"', "7", "", '"77"', 'W/"6"'])("%s names another version", (header, { expect }) => {
    const stale = expect.objectContaining({ code: "precondition_failed" });
    expect(() => requireIfMatch(header, now)).toThrowError(stale);
    expect(() => checkIfMatch(header, now)).toThrowError(stale);
  });

  test("is required where two people may edit, and optional elsewhere", ({ expect }) => {
    expect(() => requireIfMatch(undefined, now)).toThrowError(
      expect.objectContaining({ code: "precondition_required" }),
    );
    expect(() => checkIfMatch(undefined, now)).not.toThrow();
  });
});
