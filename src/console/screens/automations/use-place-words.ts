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
  return (pointer) => {
    const [, part = "", name = ""] = pointer.split("/");
    if (part === "steps" && name !== "") return stepWords(definition, name);
    if (part === "actions" && name !== "") return stepWords(definition, `action_${name}`);
    if (part === "tests" && name !== "") return definition.tests?.[Number(name)]?.name ?? name;
    return t("part", { part });
  };
}
