import { useTranslations } from "use-intl";

import { Button, IconButton } from "../../ui/button.tsx";
import { TextAt } from "../../ui/tree-fields.tsx";
import { useAt } from "../../ui/tree-form.tsx";
import { below } from "../../ui/tree.ts";
import { Spans } from "./spans.tsx";

interface Holiday {
  readonly date: string;
  readonly name: string;
  readonly hours?: readonly unknown[];
}

const AT = "/holidays";

/** Days that go otherwise than their day of the week: closed, or with hours of their own. */
export function Holidays() {
  const t = useTranslations("hours");
  const { value, fault, isFixed, write } = useAt(AT);
  // Safe: a list of days stands here.
  const days = (value ?? []) as readonly Holiday[];
  return (
    <section aria-label={t("holidays")} className="grid gap-3" data-at={AT}>
      <h3 className="text-sm font-semibold">{t("holidays")}</h3>
      {days.length === 0 && <p className="text-sm text-ink-2">{t("holidaysNone")}</p>}
      {days.map(({ name, hours = [] }, index) => {
        const at = below(AT, index);
        return (
          <div className="grid gap-3 rounded-xl border border-line p-3" key={index}>
            <div className="grid items-end gap-3 sm:grid-cols-[11rem_1fr_auto]">
              <TextAt at={below(at, "date")} label={t("date")} type="date" />
              <TextAt at={below(at, "name")} label={t("name")} maxLength={100} />
              {!isFixed && (
                <IconButton
                  icon="x"
                  label={t("removeHoliday", { name })}
                  onClick={() => write(days.filter((_, other) => other !== index))}
                />
              )}
            </div>
            <AllDay at={below(at, "hours")} isClosed={hours.length === 0} name={name} />
          </div>
        );
      })}
      {fault && <p className="text-xs text-bad">{fault}</p>}
      {!isFixed && (
        <Button
          className="w-fit"
          icon="plus"
          onClick={() => write([...days, { date: "", name: "", hours: [] }])}
        >
          {t("addHoliday")}
        </Button>
      )}
    </section>
  );
}

function AllDay({ at, isClosed, name }: { at: string; isClosed: boolean; name: string }) {
  const t = useTranslations("hours");
  const { isFixed, write } = useAt(at);
  return (
    <div className="flex flex-wrap items-start gap-x-4 gap-y-2 text-sm">
      <label className="flex min-h-10 items-center gap-2.5">
        <input
          checked={isClosed}
          className="size-4 accent-accent"
          disabled={isFixed}
          onChange={(event) => write(event.target.checked ? [] : [["09:00", "12:00"]])}
          type="checkbox"
        />
        {t("allDay")}
      </label>
      {!isClosed && <Spans at={at} name={name} />}
    </div>
  );
}
