import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { hoursQuery, saveHours, type Hours, type HoursChange } from "../../api/hours.ts";
import { toProblem } from "../../api/problem.ts";
import { may } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { Field } from "../../ui/field.tsx";
import { LeaveGuard } from "../../ui/leave-guard.tsx";
import { TimeZoneSelect } from "../../ui/time-zone-select.tsx";
import { toast } from "../../ui/toast.tsx";
import { goTo, TreeForm } from "../../ui/tree-form.tsx";
import { writeAt } from "../../ui/tree.ts";
import { DAYS, DayHours } from "./day-hours.tsx";
import { Holidays } from "./holidays.tsx";

const changeOf = ({ timezone, weekly, holidays }: Hours): HoursChange => ({
  timezone,
  weekly,
  holidays,
});

/** The week, the days that go otherwise, and the zone whose clocks they mean. */
export function HoursForm({ first }: { first: Hours }) {
  const t = useTranslations("hours");
  const automations = useTranslations("automations");
  const queries = useQueryClient();
  const [value, setValue] = useState(() => changeOf(first));
  const [saved, setSaved] = useState(value);
  const saving = useMutation({
    mutationFn: saveHours,
    onSuccess: (after, sent) => {
      setSaved(sent);
      queries.setQueryData(hoursQuery.queryKey, after);
      toast(t("saved"));
    },
    onError: (error) => {
      const [wrong] = toProblem(error).fields;
      if (wrong !== undefined) requestAnimationFrame(() => goTo(wrong.pointer));
    },
  });
  const problem = saving.error === null ? null : toProblem(saving.error);
  const faults = (problem?.fields ?? []).map(({ pointer, code, message }) => ({
    pointer,
    severity: "error" as const,
    text: automations("found", { code }) || message,
  }));
  const isFixed = !may("automations:write");
  const isDirty = JSON.stringify(value) !== JSON.stringify(saved);
  const monday = value.weekly.mon ?? [];
  return (
    <TreeForm
      faults={faults}
      isFixed={isFixed}
      value={value}
      write={(pointer, next) => setValue((before) => writeAt(before, pointer, next))}
    >
      <form
        className="grid gap-6"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          saving.mutate(value);
        }}
      >
        {problem !== null && faults.length === 0 && <ProblemNote error={problem} />}
        <section aria-label={t("week")}>
          <ul className="divide-y divide-line">
            {DAYS.map((day) => (
              <li className="py-2" key={day}>
                <DayHours day={day} />
              </li>
            ))}
          </ul>
          {!isFixed && (
            <Button
              className="mt-2"
              icon="copy"
              look="quiet"
              onClick={() =>
                setValue({
                  ...value,
                  weekly: { ...value.weekly, tue: monday, wed: monday, thu: monday, fri: monday },
                })
              }
            >
              {t("copyMonday")}
            </Button>
          )}
        </section>
        <Holidays />
        <div className="max-w-md">
          <Field
            error={faults.find(({ pointer }) => pointer === "/timezone")?.text}
            label={t("timezone")}
          >
            {(attributes) => (
              <TimeZoneSelect
                {...attributes}
                chosen={value.timezone ?? "UTC"}
                data-at="/timezone"
                disabled={isFixed}
                onChange={(event) => setValue({ ...value, timezone: event.target.value })}
                value={value.timezone ?? "UTC"}
              />
            )}
          </Field>
        </div>
        {!isFixed && (
          <Button
            busy={saving.isPending}
            className="justify-self-start"
            look="primary"
            type="submit"
          >
            {t("save")}
          </Button>
        )}
      </form>
      <LeaveGuard when={isDirty} />
    </TreeForm>
  );
}
