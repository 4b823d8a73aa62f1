import { useTranslations } from "use-intl";

import type { Step } from "../../api/automations.ts";
import { SelectAt, TextAt } from "../../ui/tree-fields.tsx";
import { below } from "../../ui/tree.ts";
import { BranchFields } from "./branch-fields.tsx";
import { ChoiceFields } from "./choice-fields.tsx";
import { HttpFields } from "./http-fields.tsx";
import { MediaFields } from "./media-fields.tsx";
import { QuestionFields, SaveToFields } from "./question-fields.tsx";
import { StartFlowFields, TemplateFields } from "./reference-fields.tsx";
import { TextField } from "./text-field.tsx";
import { ReplyTimeout, WaitFields } from "./wait-fields.tsx";

const STATUSES = ["open", "pending", "resolved"] as const;

/** What a step of each kind asks for, but its ways. `at` is where it stands; `isInFlow` whether it has ways at all. */
export function StepFields({ at, step, isInFlow }: { at: string; step: Step; isInFlow: boolean }) {
  const t = useTranslations("step");
  const text = <TextField at={below(at, "text")} label={t("text")} />;
  switch (step.type) {
    case "message":
      return text;
    case "buttons":
    case "list":
      return (
        <>
          {text}
          <ChoiceFields at={at} isInFlow={isInFlow} step={step} />
        </>
      );
    case "question":
      return (
        <>
          {text}
          <QuestionFields at={at} step={step} />
        </>
      );
    case "condition":
      return <BranchFields at={at} step={step} />;
    case "set_field":
      return (
        <>
          <TextAt at={below(at, "field")} hint={t("fieldHint")} label={t("field")} />
          <TextField at={below(at, "value")} label={t("value")} />
        </>
      );
    case "tag":
    case "untag":
      return <TextAt at={below(at, "tag")} label={t("tag")} maxLength={64} />;
    case "template":
      return <TemplateFields at={at} step={step} />;
    case "media":
      return <MediaFields at={at} />;
    case "http":
      return <HttpFields at={at} />;
    case "wait":
      return <WaitFields at={at} step={step} />;
    case "wait_reply":
      return (
        <>
          <SaveToFields at={below(at, "save_to")} isOptional />
          <ReplyTimeout at={at} />
        </>
      );
    case "set_status":
      return (
        <SelectAt
          at={below(at, "status")}
          label={t("status")}
          options={STATUSES.map((status) => [status, t("statusName", { status })])}
        />
      );
    case "handoff":
      return (
        <TextField at={below(at, "text")} hint={t("handoffHint")} label={t("said")} optional />
      );
    case "start_flow":
      return <StartFlowFields at={at} />;
    case "business_hours":
    case "end":
      return null;
    // What a newer API knows is shown as it is.
    default:
      return <OtherFields at={at} step={step} />;
  }
}

function OtherFields({ at, step }: { at: string; step: object }) {
  const own = Object.entries(step).filter(([name]) => !/^(?:type|next|on_\w+)$/.test(name));
  return own.map(([name, value]) =>
    typeof value === "string" ? (
      <TextAt at={below(at, name)} key={name} label={name} />
    ) : (
      <code className="text-xs break-words text-ink-2" key={name}>
        {name}: {JSON.stringify(value)}
      </code>
    ),
  );
}
