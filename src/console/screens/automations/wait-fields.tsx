import { useTranslations } from "use-intl";

import type { Step } from "../../api/automations.ts";
import { Field, INPUT } from "../../ui/field.tsx";
import { TextAt } from "../../ui/tree-fields.tsx";
import { useAt } from "../../ui/tree-form.tsx";
import { DurationAt } from "../../ui/tree-numbers.tsx";
import { below, writeAt } from "../../ui/tree.ts";
import { useUnits } from "./use-duration-words.ts";

const HOUR = 3_600;

/** For a time, or until a time of the day. */
export function WaitFields({ at, step }: { at: string; step: Extract<Step, { type: "wait" }> }) {
  const t = useTranslations("step");
  const units = useUnits();
  const { fault, isFixed, write } = useAt(at);
  const isUntil = step.until !== undefined;
  const choose = (next: string) => {
    const bare = writeAt(writeAt<unknown>(step, "/seconds", undefined), "/until", undefined);
    write(next === "until" ? writeAt(bare, "/until", "09:00") : writeAt(bare, "/seconds", HOUR));
  };
  return (
    <div className="grid items-start gap-3 sm:grid-cols-2">
      <Field error={fault} label={t("wait")}>
        {(attributes) => (
          <select
            {...attributes}
            className={`${INPUT} h-11 md:h-10`}
            disabled={isFixed}
            onChange={(event) => choose(event.target.value)}
            value={isUntil ? "until" : "seconds"}
          >
            <option value="seconds">{t("waitFor")}</option>
            <option value="until">{t("waitUntil")}</option>
          </select>
        )}
      </Field>
      {isUntil ? (
        <TextAt at={below(at, "until")} label={t("time")} type="time" />
      ) : (
        <DurationAt at={below(at, "seconds")} label={t("howLong")} units={units} />
      )}
    </div>
  );
}

/** How long a reply is waited for. */
export function ReplyTimeout({ at }: { at: string }) {
  const t = useTranslations("step");
  const units = useUnits();
  return (
    <DurationAt
      at={below(at, "timeout_seconds")}
      hint={t("timeoutHint")}
      label={t("timeout")}
      units={units}
    />
  );
}
