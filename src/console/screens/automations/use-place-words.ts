import { useTranslations } from "use-intl";

import type { Definition } from "../../api/automations.ts";
import { excerptOf, namedSteps } from "./steps.ts";

/** A step in a few words: its kind, and what it says. */
export function useStepWords(): (definition: Definition, name: string) => string {
  const t = useTranslations("step");
  return (definition, name) => {
    const step = Object.hasOwn(namedSteps(definition), name)
      ? namedSteps(definition)[name]
      : undefined;
    if (step === undefined) return name;
    const excerpt = excerptOf(step);
    const kind = t("type", { type: step.type });
    return excerpt === "" ? kind : `${kind}: ${excerpt}`;
  };
}

/** What a pointer into an automation means, for a person. */
export function usePlaceWords(definition: Definition): (pointer: string) => string {
  const t = useTranslations("automations");
  const stepWords = useStepWords();
  const named: Readonly<Record<string, (name: string) => string>> = {
    steps: (name) => stepWords(definition, name),
    actions: (name) => stepWords(definition, `action_${name}`),
    tests: (name) => definition.tests?.[Number(name)]?.name ?? name,
  };
  return (pointer) => {
    const [, part = "", name = ""] = pointer.split("/");
    return (name === "" ? undefined : named[part]?.(name)) ?? t("part", { part });
  };
}
