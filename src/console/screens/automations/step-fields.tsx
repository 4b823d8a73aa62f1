import type { ReactNode } from "react";
import { useTranslations } from "use-intl";

import type { Step, StepType } from "../../api/automations.ts";
import { SelectAt, TextAt } from "../../ui/tree-fields.tsx";
import { below } from "../../ui/tree.ts";
import { AssignFields } from "./assign-fields.tsx";
import { BranchFields } from "./branch-fields.tsx";
import { ChoiceFields } from "./choice-fields.tsx";
import { HttpFields } from "./http-fields.tsx";
import { MediaFields } from "./media-fields.tsx";
import { QuestionFields, SaveToFields } from "./question-fields.tsx";
import { StartFlowFields, TemplateFields } from "./reference-fields.tsx";
import { TextField } from "./text-field.tsx";
import { ReplyTimeout, WaitFields } from "./wait-fields.tsx";

const STATUSES = ["open", "pending", "resolved"] as const;

interface Props<T extends StepType> {
  readonly at: string;
  readonly step: Extract<Step, { type: T }>;
  readonly isInFlow: boolean;
}

/** What each kind of step asks for; a kind that is not here asks for nothing but its ways. */
const FIELDS: { readonly [T in StepType]?: (props: Props<T>) => ReactNode } = {
  message: Says,
  buttons: Chooses,
  list: Chooses,
  question: Asks,
  condition: BranchFields,
  set_field: Writes,
  tag: Tags,
  untag: Tags,
  template: TemplateFields,
  media: MediaFields,
  http: HttpFields,
  wait: WaitFields,
  wait_reply: Waits,
  set_status: SetsStatus,
  assign: AssignFields,
  handoff: HandsOver,
  start_flow: StartFlowFields,
  business_hours: () => null,
  end: () => null,
};

/** What a step of each kind asks for, but its ways. `at` is where it stands; `isInFlow` whether it has ways at all. */
export function StepFields<T extends StepType>(props: Props<T>) {
  // Safe: a table by types gives each the fields of its own.
  const Fields = FIELDS[props.step.type] as ((props: Props<T>) => ReactNode) | undefined;
  // What a newer API knows is shown as it is.
  return Fields === undefined ? (
    <OtherFields at={props.at} step={props.step} />
  ) : (
    <Fields {...props} />
  );
}

function Says({ at }: { at: string }) {
  const t = useTranslations("step");
  return <TextField at={below(at, "text")} label={t("text")} />;
}

function Chooses(props: {
  at: string;
  step: Extract<Step, { type: "buttons" | "list" }>;
  isInFlow: boolean;
}) {
  return (
    <>
      <Says at={props.at} />
      <ChoiceFields {...props} />
    </>
  );
}

function Asks({ at, step }: Props<"question">) {
  return (
    <>
      <Says at={at} />
      <QuestionFields at={at} step={step} />
    </>
  );
}

function Writes({ at }: { at: string }) {
  const t = useTranslations("step");
  return (
    <>
      <TextAt at={below(at, "field")} hint={t("fieldHint")} label={t("field")} />
      <TextField at={below(at, "value")} label={t("value")} />
    </>
  );
}

function Tags({ at }: { at: string }) {
  const t = useTranslations("step");
  return <TextAt at={below(at, "tag")} label={t("tag")} maxLength={64} />;
}

function Waits({ at }: { at: string }) {
  return (
    <>
      <SaveToFields at={below(at, "save_to")} isOptional />
      <ReplyTimeout at={at} />
    </>
  );
}

function SetsStatus({ at }: { at: string }) {
  const t = useTranslations("step");
  return (
    <SelectAt
      at={below(at, "status")}
      label={t("status")}
      options={STATUSES.map((status) => [status, t("statusName", { status })])}
    />
  );
}

function HandsOver({ at }: { at: string }) {
  const t = useTranslations("step");
  return <TextField at={below(at, "text")} hint={t("handoffHint")} label={t("said")} optional />;
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
