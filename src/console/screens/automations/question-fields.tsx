import { useTranslations } from "use-intl";

import type { Step } from "../../api/automations.ts";
import { Field, INPUT } from "../../ui/field.tsx";
import { LinesAt, TextAt } from "../../ui/tree-fields.tsx";
import { useAt } from "../../ui/tree-form.tsx";
import { NumberAt } from "../../ui/tree-numbers.tsx";
import { below } from "../../ui/tree.ts";
import { TextField } from "./text-field.tsx";
import { ReplyTimeout } from "./wait-fields.tsx";

const KINDS = ["text", "number", "email", "phone", "date", "choice"] as const;

/** What counts as an answer, where it is kept, and what is said to one that does not count. */
export function QuestionFields({
  at,
  step: { answer },
}: {
  at: string;
  step: Extract<Step, { type: "question" }>;
}) {
  const t = useTranslations("step");
  const place = below(at, "answer");
  const { fault, isFixed, write } = useAt(place);
  const hasLimits = answer.kind === "text" || answer.kind === "number";
  return (
    <>
      <Field error={fault} label={t("answer")}>
        {(attributes) => (
          <select
            {...attributes}
            className={`${INPUT} h-11 md:h-10`}
            data-at={place}
            disabled={isFixed}
            onChange={({ target: { value: kind } }) =>
              write(kind === "choice" ? { kind, choices: [] } : { kind })
            }
            value={answer.kind}
          >
            {KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {t("answerKind", { kind })}
              </option>
            ))}
          </select>
        )}
      </Field>
      {answer.kind === "choice" && (
        <LinesAt at={below(place, "choices")} hint={t("linesHint")} label={t("choices")} />
      )}
      {hasLimits && (
        <div className="grid grid-cols-2 gap-4">
          <NumberAt at={below(place, "min")} label={t("min", { kind: answer.kind })} />
          <NumberAt at={below(place, "max")} label={t("max", { kind: answer.kind })} />
        </div>
      )}
      <SaveToFields at={below(at, "save_to")} />
      <details>
        <summary className="w-fit cursor-pointer py-1 text-sm text-ink-2">
          {t("answerMore")}
        </summary>
        <div className="grid gap-3 pt-2">
          <TextField
            at={below(at, "retry_text")}
            hint={t("retryHint")}
            label={t("retry")}
            optional
          />
          <NumberAt at={below(at, "retries")} label={t("retries")} max={5} min={0} />
          <ReplyTimeout at={at} />
        </div>
      </details>
    </>
  );
}

/** Where an answer is kept: for this run, or with the person. */
export function SaveToFields({ at, isOptional = false }: { at: string; isOptional?: boolean }) {
  const t = useTranslations("step");
  const { value, fault, isFixed, write } = useAt(at);
  // Safe: a place to keep an answer stands here, or nothing.
  const to = (value ?? {}) as { variable?: string; field?: string };
  const where = to.field !== undefined ? "field" : to.variable !== undefined ? "variable" : "";
  const name = to.field ?? to.variable ?? "";
  return (
    <div className="grid items-start gap-3 sm:grid-cols-2">
      <Field error={fault} label={t("keep")}>
        {(attributes) => (
          <select
            {...attributes}
            className={`${INPUT} h-11 md:h-10`}
            data-at={at}
            disabled={isFixed}
            onChange={({ target: { value: next } }) =>
              write(next === "" ? undefined : { [next]: name || "answer" })
            }
            value={where}
          >
            {isOptional && <option value="">{t("keepNot")}</option>}
            <option value="variable">{t("keepVariable")}</option>
            <option value="field">{t("keepField")}</option>
          </select>
        )}
      </Field>
      {where !== "" && (
        <TextAt at={below(at, where)} hint={t("nameHint")} label={t("keepName")} maxLength={40} />
      )}
    </div>
  );
}
