import { heardOf } from "#core/automation/heard";
import type { Heard } from "#core/automation/run-state";
import { ownPhrases } from "#core/consent/own-words";
import type { HeardRow } from "#features/automations/queries-turn";

/** A message as automations hear it, with the words of its number. */
export const heardIn = ({ type, content, keywords }: HeardRow): Heard =>
  heardOf(type, content, ownPhrases(keywords));
