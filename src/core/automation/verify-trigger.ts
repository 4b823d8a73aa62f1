import { byType, type ByType } from "#core/automation/by-type";
import { foldText } from "#core/automation/fold-text";
import type { Trigger } from "#core/automation/triggers";
import { found, type AutomationProblem, type Verified } from "#core/automation/verify-problem";
import { tagFault } from "#core/contact/tag";
import { parseFilter } from "#core/segment/filter";

/** What keeps a trigger from ever being pulled. */
export const triggerProblems = ({
  definition: { trigger },
}: Verified): readonly AutomationProblem[] => {
  const fault = byType(FAULTS, trigger, null) ?? null;
  if (fault === null) return [];
  const at = { step: null, pointer: `/trigger${fault.pointer}` };
  const { step: _none, ...problem } = found(fault.code, at, fault.message);
  return [problem];
};

type Fault = Pick<AutomationProblem, "code" | "pointer" | "message">;

const FAULTS: ByType<Trigger, null, Fault | null> = {
  keyword: ({ keywords }) =>
    keywords.some((word) => foldText(word) !== "")
      ? null
      : {
          code: "empty_trigger",
          pointer: "/keywords",
          message: "Give a keyword of letters or digits.",
        },
  button_id: ({ ids }) =>
    ids.length > 0
      ? null
      : { code: "empty_trigger", pointer: "/ids", message: "Give the id of a button." },
  tag_added: ({ tag }) => {
    const fault = tagFault(tag);
    return fault && { code: "invalid_tag", pointer: "/tag", message: fault.message };
  },
  schedule: ({ audience }) => {
    const filter = parseFilter(audience);
    if (filter.ok) return null;
    const { pointer, message } = filter.error;
    return { code: "invalid_audience", pointer: `/audience${pointer}`, message };
  },
};
