/** Where a template may begin, by what it is for. The words come from the catalogue, in the language of the console. */
import { useTranslations } from "use-intl";

import type { Locale } from "../../i18n/i18n.tsx";
import type { IconName } from "../../ui/icon.tsx";
import type { Parts } from "./parts.ts";

export const GOALS = ["offer", "order", "reminder"] as const;
export type Goal = (typeof GOALS)[number];

export const GOAL_ICONS: Record<Goal, IconName> = {
  offer: "megaphone",
  order: "square-check-big",
  reminder: "clock",
};

/** Meta's code for the language of the console. */
const LANGUAGES: Record<Locale, string> = { en: "en", "pt-BR": "pt_BR", es: "es", de: "de" };

/** Variables in their order, as the texts of the starters name them. */
const VARIABLES = { one: "{{1}}", two: "{{2}}", three: "{{3}}" };

/** The first state of the form: that of a goal, or an empty one. */
export function useStarter(goal: Goal | undefined, locale: Locale): Parts {
  const t = useTranslations("templates");
  const empty: Parts = {
    numberId: "",
    name: "",
    language: LANGUAGES[locale],
    category: "MARKETING",
    header: "",
    headerSample: "",
    body: "",
    samples: {},
    footer: "",
    buttons: [],
  };
  switch (goal) {
    case "offer":
      return {
        ...empty,
        name: t("offerName"),
        header: t("offerHeader"),
        body: t("offerBody", VARIABLES),
        samples: { v1: t("sampleName"), v2: t("sampleDay") },
        footer: t("offerFooter"),
        buttons: [answer(t("offerButton"))],
      };
    case "order":
      return {
        ...empty,
        category: "UTILITY",
        name: t("orderName"),
        body: t("orderBody", VARIABLES),
        samples: { v1: t("sampleName"), v2: "A-1042", v3: t("sampleTime") },
        buttons: [answer(t("orderButton"))],
      };
    case "reminder":
      return {
        ...empty,
        category: "UTILITY",
        name: t("reminderName"),
        body: t("reminderBody", VARIABLES),
        samples: { v1: t("sampleName"), v2: t("sampleDay"), v3: t("sampleTime") },
        buttons: [answer(t("reminderYes")), answer(t("reminderNo"))],
      };
    case undefined:
      return empty;
  }
}

/** A button that is an answer and nothing more. */
const answer = (text: string): Parts["buttons"][number] => ({ text, optOut: false });
