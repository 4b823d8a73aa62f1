/** Where an automation may begin, by what it is for. The words come from the catalogue, in the language of the console. */
import { useTranslations } from "use-intl";

import type { Definition } from "../../api/automations.ts";
import type { IconName } from "../../ui/icon.tsx";

export const GOALS = ["welcome", "away", "keyword", "follow_up", "ask"] as const;
export type Goal = (typeof GOALS)[number];

export const GOAL_ICONS: Record<Goal, IconName> = {
  welcome: "hand",
  away: "moon",
  keyword: "message-circle",
  follow_up: "bell",
  ask: "circle-question-mark",
};

const REPLY_SECONDS = 15 * 60;

type Say = ReturnType<typeof useTranslations<"starter">>;

/** What each begins with; `name` is how the person is called. */
const STARTERS: Readonly<Record<Goal, (t: Say, name: string) => Definition>> = {
  welcome: (t, name) => ({
    kind: "flow",
    name: t("welcomeName"),
    trigger: { type: "first_message" },
    start: "welcome",
    steps: {
      welcome: {
        type: "buttons",
        text: t("welcomeText", { name }),
        buttons: [
          { id: "hours", title: t("welcomeHours"), next: "hours" },
          { id: "person", title: t("welcomePerson"), next: "person" },
        ],
      },
      hours: { type: "message", text: t("hoursText") },
      person: { type: "handoff", text: t("personText") },
    },
  }),
  away: (t, name) => ({
    kind: "rule",
    name: t("awayName"),
    trigger: { type: "outside_hours" },
    actions: [{ type: "message", text: t("awayText", { name }) }],
  }),
  keyword: (t) => ({
    kind: "rule",
    name: t("keywordName"),
    trigger: { type: "keyword", match: "contains", keywords: t("keywordWords").split(" ") },
    actions: [{ type: "message", text: t("hoursText") }],
  }),
  follow_up: (t, name) => ({
    kind: "rule",
    name: t("followName"),
    trigger: { type: "no_reply_for", seconds: REPLY_SECONDS, of: "agent" },
    actions: [{ type: "message", text: t("followText", { name }) }],
  }),
  ask: (t) => ({
    kind: "flow",
    name: t("askName"),
    trigger: { type: "keyword", match: "contains", keywords: t("askWords").split(" ") },
    start: "ask_what",
    steps: {
      ask_what: {
        type: "question",
        text: t("askWhat"),
        answer: { kind: "text" },
        save_to: { variable: "order" },
        next: "thanks",
      },
      thanks: { type: "handoff", text: t("askThanks", { order: "{{order}}" }) },
    },
  }),
};

/** Without a goal: one empty text. */
const EMPTY: Readonly<Record<Definition["kind"], Definition>> = {
  rule: {
    kind: "rule",
    name: "",
    trigger: { type: "keyword", match: "contains", keywords: [] },
    actions: [{ type: "message", text: "" }],
  },
  flow: {
    kind: "flow",
    name: "",
    trigger: { type: "keyword", match: "contains", keywords: [] },
    start: "message_1",
    steps: { message_1: { type: "message", text: "" } },
  },
};

/** The first state of the editor: that of a goal, or an empty rule or flow. */
export function useStarter(goal: Goal | undefined, kind: Definition["kind"]): Definition {
  const t = useTranslations("starter");
  return goal === undefined ? EMPTY[kind] : STARTERS[goal](t, `{{contact.name|${t("there")}}}`);
}
