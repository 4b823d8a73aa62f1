import { test } from "vitest";

import { TEMPLATE_MARKS } from "#core/template/marks";
import { TEMPLATE_STATUSES } from "#core/template/states";
import { verdictOf } from "#core/whatsapp/template-status";

import { TEMPLATE_EVENTS } from "../../fixtures/webhooks/template-events.ts";

test("every word of Meta leads to a status or a mark that is known, and none to a status of ours", ({
  expect,
}) => {
  const verdicts = TEMPLATE_EVENTS.map(verdictOf);
  const statuses = new Set(verdicts.flatMap((verdict) => verdict?.status ?? []));
  expect([...statuses, "draft", "missing_upstream"].toSorted()).toEqual(
    TEMPLATE_STATUSES.toSorted(),
  );
  const marks = new Set(verdicts.flatMap((verdict) => Object.keys(verdict?.marks ?? {})));
  expect([...marks].toSorted()).toEqual(TEMPLATE_MARKS.toSorted());
  expect(verdicts).not.toContain(undefined);
});

test("what brings a template back is an approval, and ends the threat", ({ expect }) => {
  expect(verdictOf("UNARCHIVED")).toEqual({ status: "approved" });
  expect(verdictOf("REINSTATED")).toEqual({
    status: "approved",
    marks: { flagged: false, pending_deletion: false },
  });
});

test.for(["QUARANTINED", "constructor", ""])(
  "%s, which nobody knows, does nothing",
  (word, { expect }) => {
    expect(verdictOf(word)).toBeUndefined();
  },
);
