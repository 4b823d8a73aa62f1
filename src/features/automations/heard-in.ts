import { heardOf } from "#core/automation/heard";
import type { Heard } from "#core/automation/run-state";
import { ownPhrases } from "#core/consent/own-words";
import type { HeardRow } from "#features/automations/queries-turn";

/** A message as automations hear it, with the words of its number and the marked buttons of the template that it answers. */
export const heardIn = ({ type, content, keywords, stopButtons }: HeardRow): Heard =>
  heardOf(type, content, {
    own: ownPhrases(keywords),
    // Safe: nothing but the templates' own writes fill the column.
    stopButtons: JSON.parse(stopButtons ?? "[]") as string[],
  });
