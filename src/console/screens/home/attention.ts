import type { Campaign } from "../../api/campaigns.ts";
import type { Talk } from "../../api/home.ts";
import type { PhoneNumber } from "../../api/numbers.ts";
import type { Template } from "../../api/templates.ts";

const HOUR_MS = 3_600_000;
const CLOSING_MS = 2 * HOUR_MS;
const TOKEN_MS = 7 * 24 * HOUR_MS;

/** Something that only a person can mend, and what it is about. */
export type Need =
  | { readonly kind: "reauth" | "restricted" | "token_ends"; readonly number: PhoneNumber }
  | { readonly kind: "template"; readonly template: Template }
  | { readonly kind: "campaign"; readonly campaign: Campaign }
  | { readonly kind: "talk"; readonly talk: Talk; readonly untilMs: number };

/** What needs somebody at `nowMs`, most urgent first. Lists that were not read yet are empty. */
export function needsOf(
  lists: {
    readonly numbers: readonly PhoneNumber[];
    readonly talks: readonly Talk[];
    readonly templates: readonly Template[];
    readonly campaigns: readonly Campaign[];
  },
  nowMs: number,
): readonly Need[] {
  return [
    ...lists.numbers.flatMap((number): Need[] => {
      if (number.status === "needs_reauth") return [{ kind: "reauth", number }];
      if (number.status === "restricted") return [{ kind: "restricted", number }];
      return endsSoon(number, nowMs) ? [{ kind: "token_ends", number }] : [];
    }),
    ...lists.talks
      .flatMap((talk): Extract<Need, { kind: "talk" }>[] => {
        const untilMs = Date.parse(talk.window_expires_at ?? "");
        const isClosing = untilMs > nowMs && untilMs - nowMs < CLOSING_MS;
        return isClosing && talk.last_message?.direction === "inbound"
          ? [{ kind: "talk", talk, untilMs }]
          : [];
      })
      .toSorted((a, b) => a.untilMs - b.untilMs),
    ...lists.campaigns
      .filter(({ status }) => status === "paused")
      .map((campaign): Need => ({ kind: "campaign", campaign })),
    ...lists.templates
      .filter(({ status }) => status === "rejected")
      .map((template): Need => ({ kind: "template", template })),
  ];
}

const endsSoon = ({ status, token_expires_at: ends }: PhoneNumber, nowMs: number): boolean =>
  status !== "disconnected" && ends !== null && Date.parse(ends) - nowMs < TOKEN_MS;
