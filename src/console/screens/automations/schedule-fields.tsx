import { useTranslations } from "use-intl";

import { Field, INPUT, TextInput } from "../../ui/field.tsx";
import { atLocal, toLocal } from "../../ui/local-time.ts";
import { TextAt } from "../../ui/tree-fields.tsx";
import { useAt } from "../../ui/tree-form.tsx";

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
const TIME = "09:00";

/** How often, on which days, and when. */
export function ScheduleFields({ every }: { every: "day" | "week" | "once" }) {
  const t = useTranslations("trigger");
  const { value, isFixed, write } = useAt("/trigger");
  const at = useAt("/trigger/at");
  // Safe: the trigger is a schedule here.
  const trigger = value as { audience?: object; time?: string };
  const choose = (next: string) => {
    const { audience = {}, time = TIME } = trigger;
    const common = { type: "schedule", every: next, audience };
    if (next === "once") write({ ...common, at: new Date(Date.now() + 86_400_000).toISOString() });
    else write({ ...common, time, ...(next === "week" && { days: ["mon"] }) });
  };
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      <Field label={t("every")}>
        {(attributes) => (
          <select
            {...attributes}
            className={`${INPUT} h-11 md:h-10`}
            disabled={isFixed}
            onChange={(event) => choose(event.target.value)}
            value={every}
          >
            {["day", "week", "once"].map((one) => (
              <option key={one} value={one}>
                {t("everyName", { every: one })}
              </option>
            ))}
          </select>
        )}
      </Field>
      {every === "once" ? (
        <Field error={at.fault} label={t("at")}>
          {(attributes) => (
            <TextInput
              {...attributes}
              data-at="/trigger/at"
              onChange={(event) => at.write(atLocal(event.target.value))}
              readOnly={isFixed}
              type="datetime-local"
              value={typeof at.value === "string" ? toLocal(at.value) : ""}
            />
          )}
        </Field>
      ) : (
        <TextAt at="/trigger/time" hint={t("timeHint")} label={t("time")} type="time" />
      )}
      {every === "week" && <Days />}
    </div>
  );
}

function Days() {
  const t = useTranslations("trigger");
  const { value, fault, isFixed, write } = useAt("/trigger/days");
  const chosen = new Set(Array.isArray(value) ? value.map(String) : []);
  const toggle = (day: string) => {
    if (!chosen.delete(day)) chosen.add(day);
    write(DAYS.filter((one) => chosen.has(one)));
  };
  return (
    <fieldset className="sm:col-span-2" data-at="/trigger/days">
      <legend className="mb-1.5 text-sm font-medium">{t("days")}</legend>
      <div className="flex flex-wrap gap-x-4 gap-y-1">
        {DAYS.map((day) => (
          <label className="flex min-h-9 items-center gap-2 text-sm" key={day}>
            <input
              checked={chosen.has(day)}
              className="size-4 accent-accent"
              disabled={isFixed}
              onChange={() => toggle(day)}
              type="checkbox"
            />
            {t("day", { day })}
          </label>
        ))}
      </div>
      {fault && <p className="text-xs text-bad">{fault}</p>}
    </fieldset>
  );
}
