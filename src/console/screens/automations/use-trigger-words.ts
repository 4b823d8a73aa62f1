import { useFormatter, useTranslations } from "use-intl";

import type { Trigger } from "../../api/automations.ts";
import { useDurationWords } from "./use-duration-words.ts";

const SHOWN_MAX = 3;

/** What starts an automation, in one line. */
export function useTriggerWords(): (trigger: Trigger) => string {
  const t = useTranslations("trigger");
  const format = useFormatter();
  const duration = useDurationWords();
  const some = (words: readonly string[] = []): string => {
    const shown = words.slice(0, SHOWN_MAX).map((word) => `“${word}”`);
    const rest = words.length - shown.length;
    return format.list(rest > 0 ? [...shown, t("more", { count: rest })] : shown, {
      type: "disjunction",
    });
  };
  const when = (trigger: Extract<Trigger, { type: "schedule" }>): string => {
    const { every, time = "", days = [], at } = trigger;
    const names = format.list(days.map((day) => t("day", { day })));
    const instant =
      at === undefined
        ? ""
        : format.dateTime(new Date(at), { dateStyle: "medium", timeStyle: "short" });
    return t("scheduled", { every, time, days: names, at: instant });
  };
  const what = (trigger: Trigger): string => {
    if (trigger.type === "keyword") return some(trigger.keywords);
    if (trigger.type === "button_id") return some(trigger.ids);
    if (trigger.type === "tag_added") return `“${trigger.tag}”`;
    if (trigger.type === "no_reply_for") return duration(trigger.seconds);
    if (trigger.type === "schedule") return when(trigger);
    return trigger.type === "event" ? t("event", { event: wordOf(trigger.event) }) : "";
  };
  return (trigger) =>
    t("starts", {
      type: trigger.type,
      what: what(trigger),
      of: trigger.type === "no_reply_for" ? trigger.of : "",
    });
}

/** A type of event as the catalogues name it: they know no points. */
export const wordOf = (event: string): string => event.replaceAll(".", "_");
