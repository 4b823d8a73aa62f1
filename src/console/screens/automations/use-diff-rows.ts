import { useTranslations } from "use-intl";

import type { Definition } from "../../api/automations.ts";
import { namedSteps } from "./steps.ts";
import { useStepWords } from "./use-place-words.ts";
import { useTriggerWords } from "./use-trigger-words.ts";

interface Row {
  readonly key: string;
  readonly label: string;
  readonly theirs: string;
  readonly mine: string;
}

/** What differs between two versions of an automation, part by part and step by step. */
export function useDiffRows(): (theirs: Definition, mine: Definition) => readonly Row[] {
  const t = useTranslations("automations");
  const triggerWords = useTriggerWords();
  const stepWords = useStepWords();
  return (theirs, mine) => {
    const part = (key: "name" | "trigger" | "conditions" | "settings" | "tests" | "start") => {
      const say = (definition: Definition): string => {
        if (key === "name") return definition.name;
        if (key === "trigger") return triggerWords(definition.trigger);
        if (key === "start") return definition.kind === "flow" ? definition.start : "";
        return key === "tests"
          ? t("testCount", { count: definition.tests?.length ?? 0 })
          : t("partChanged", { part: key });
      };
      const of = (definition: Definition): string => JSON.stringify(partOf(definition, key));
      if (of(theirs) === of(mine)) return [];
      return [{ key, label: t("part", { part: key }), theirs: say(theirs), mine: say(mine) }];
    };
    const [before, after] = [namedSteps(theirs), namedSteps(mine)];
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    const steps = names
      .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
      .map((name) => ({
        key: `step ${name}`,
        label: name,
        theirs: name in before ? stepWords(theirs, name) : "",
        mine: name in after ? stepWords(mine, name) : t("stepGone"),
      }));
    return [
      ...(["name", "trigger", "conditions", "start"] as const).flatMap(part),
      ...steps,
      ...(["settings", "tests"] as const).flatMap(part),
    ];
  };
}

/** An absent part is an empty one. */
const partOf = (definition: Definition, key: string): unknown =>
  (definition as Readonly<Record<string, unknown>>)[key] ?? (key === "tests" ? [] : {});
