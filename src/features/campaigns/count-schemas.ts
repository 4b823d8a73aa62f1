/** What several answers of campaigns have in common: where a campaign stands, and its counts with their words. */
import { z } from "@hono/zod-openapi";

import type { SkipReason } from "#core/campaign/eligibility";
import type { CountedState } from "#core/campaign/progress";
import { CAMPAIGN_STATUSES } from "#core/campaign/states";

export const Status = z.enum(CAMPAIGN_STATUSES).openapi({
  description:
    "`draft` until it is launched; then `planning` (the audience is fixed), `running`, `paused`, and at last `completed`, `cancelled` or `failed`.",
  example: "running",
});
export const pauseReason = z.string().nullable().openapi({
  description:
    "Why it is paused: `requested`, or what stopped it, e.g. `template_paused` or Meta's error code; null when it is not.",
  example: null,
});
export const count = z.int().nonnegative();
export const planned = count.openapi({
  description: "Messages that the launch planned, skipped ones included.",
  example: 500,
});

/** One count for each key, described by its words. */
export const countsOf = <const K extends string>(words: Readonly<Record<K, string>>) =>
  z.object(
    // Safe: the keys are those of `words`.
    Object.fromEntries(
      Object.entries<string>(words).map(([key, description]) => [
        key,
        count.openapi({ description, example: 0 }),
      ]),
    ) as Record<K, typeof count>,
  );

export const SKIP_WORDS: Readonly<Record<SkipReason, string>> = {
  no_consent: "The person has not granted marketing.",
  marketing_held: "What the person wrote may refuse marketing, and nobody has decided yet.",
  suppressed: "The person is on the suppression list.",
  duplicate: "The list names the person again.",
  no_identity:
    "The contact is gone, or has no phone number or user id that this message could go to.",
  us_marketing: "Meta delivers no marketing to numbers of the United States.",
  frequency_cap: "The person had enough marketing of late.",
  missing_variable: "A variable has neither a value nor a fallback.",
  window: "Outside the hours in which marketing may be sent.",
  undeliverable: "The address is known to be without WhatsApp.",
  blocked: "The contact is blocked.",
};

const STATE_WORDS: Readonly<Record<CountedState, string>> = {
  queued: "Wait for their turn.",
  sending: "Are being handed to Meta.",
  accepted: "Were taken by Meta.",
  held: "Are held back by Meta until it has judged the template.",
  sent: "Were sent by Meta.",
  delivered: "Are on the handset.",
  read: "Were opened.",
  played: "Were played.",
  failed: "Were not taken or not delivered by Meta.",
  unknown: "Nobody can tell yet whether Meta took them; they are not sent again.",
  skipped: "Were not sent, for a reason.",
};

/** Every planned message in exactly one state. */
export const Counts = () =>
  countsOf(STATE_WORDS).openapi({
    description: "Current states, disjoint: their sum is `planned`.",
  });

export const Reached = () =>
  countsOf({
    accepted: "Came at least as far as to Meta.",
    sent: "Came at least as far as to be sent.",
    delivered: "Came at least as far as the handset.",
    read: "Came at least as far as to be opened.",
  }).openapi({ description: "Cumulative: how many came at least so far." });

export const ConsentSplit = () =>
  countsOf({
    not_asked: "Never asked, or have not answered.",
    withdrawn: "Withdrew.",
  }).openapi({
    description: "Of those without consent: why they have none. The sum is `no_consent`.",
  });
