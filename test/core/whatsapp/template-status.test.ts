import { test } from "vitest";

import { TEMPLATE_STATUSES } from "#core/template/states";
import { statusOfEvent } from "#core/whatsapp/template-status";

/** Meta's words of `message_template_status_update`. */
const EVENTS = [
  "APPROVED",
  "ARCHIVED",
  "DELETED",
  "DISABLED",
  "FLAGGED",
  "IN_APPEAL",
  "LIMIT_EXCEEDED",
  "LOCKED",
  "PAUSED",
  "PENDING",
  "PENDING_DELETION",
  "REINSTATED",
  "REJECTED",
  "UNARCHIVED",
];

test("every word of Meta leads to a status that is known, and none to a status of ours", ({
  expect,
}) => {
  const statuses = new Set(EVENTS.map(statusOfEvent));
  expect([...statuses, "draft", "missing_upstream"].toSorted()).toEqual(
    TEMPLATE_STATUSES.toSorted(),
  );
});

test("what brings a template back is an approval", ({ expect }) => {
  expect(["REINSTATED", "UNARCHIVED"].map(statusOfEvent)).toEqual(["approved", "approved"]);
});

test("a word that Meta invents is kept in lower case", ({ expect }) => {
  expect(statusOfEvent("QUARANTINED")).toBe("quarantined");
});
