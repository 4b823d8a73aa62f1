/** What is wrong with an automation before anybody has met it. */
import { pointerOf, programOf, type Definition } from "#core/automation/definition";
import { contentProblems } from "#core/automation/verify-content";
import { graphProblems } from "#core/automation/verify-graph";
import type {
  AutomationProblem,
  Found,
  Surroundings,
  Verified,
} from "#core/automation/verify-problem";
import { referenceProblems } from "#core/automation/verify-references";
import { triggerProblems } from "#core/automation/verify-trigger";
import { windowProblems } from "#core/automation/verify-window";

/** Everything that is wrong, in the order of the definition's parts. Errors keep it from being published. */
export function verify(definition: Definition, around: Surroundings): readonly AutomationProblem[] {
  const verified: Verified = { definition, program: programOf(definition), around };
  const ofSteps = [
    ...graphProblems(verified),
    ...contentProblems(verified),
    ...windowProblems(verified),
    ...referenceProblems(verified),
  ];
  return [
    ...triggerProblems(verified),
    ...ofSteps.map(({ step, pointer, ...rest }: Found) => ({
      ...rest,
      pointer: step === null ? pointer : `${pointerOf(definition, step)}${pointer}`,
    })),
  ];
}
