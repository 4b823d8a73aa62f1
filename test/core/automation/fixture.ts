import { Definition } from "#core/automation/definition";
import type { Stage } from "#core/automation/simulate";
import type { Surroundings } from "#core/automation/verify-problem";
import { ALWAYS_OPEN } from "#core/hours/business-hours";

/** A Monday at nine, in a business that is always open. */
export const STAGE: Stage = {
  hours: { timezone: "UTC", weekly: ALWAYS_OPEN, holidays: [] },
  startMs: Date.parse("2026-11-30T09:00:00Z"),
  country: "BR",
};

/** A workspace in which everything that is named is there, and every URL but one may be called. */
export const AROUND: Surroundings = {
  automationId: "aut_self",
  templates: new Set(["tpl_1"]),
  media: new Set(["med_1"]),
  automations: new Set(["aut_other"]),
  members: new Set(["usr_ana", "usr_bo"]),
  urlFault: (url) => (url.startsWith("https://inside") ? "Not there." : null),
};

type Json = Readonly<Record<string, unknown>>;

/** A flow that answers any message; pass what the test is about. */
export const aFlow = (steps: Json, over: Json = {}): Definition =>
  Definition.parse({
    kind: "flow",
    name: "Flow",
    trigger: { type: "any_message" },
    start: Object.keys(steps)[0] ?? "none",
    steps,
    ...over,
  });

/** A rule that answers any message. */
export const aRule = (actions: readonly Json[], over: Json = {}): Definition =>
  Definition.parse({
    kind: "rule",
    name: "Rule",
    trigger: { type: "any_message" },
    actions,
    ...over,
  });

/** What a played script needs beside its messages. */
export const says = (...texts: readonly string[]) => ({
  http: {},
  variables: {},
  messages: texts.map((text) => ({ text, after_seconds: 0 })),
});
