import { useTranslations } from "use-intl";

import { useAt } from "../../ui/tree-form.tsx";
import { below } from "../../ui/tree.ts";
import { Spans } from "./spans.tsx";

export const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

const USUAL = [["09:00", "18:00"]];

/** A day of the week: closed, or open in one span or more. */
export function DayHours({ day }: { day: (typeof DAYS)[number] }) {
  const t = useTranslations("hours");
  const trigger = useTranslations("trigger");
  const at = below("/weekly", day);
  const { value, fault, isFixed, write } = useAt(at);
  const isOpen = Array.isArray(value) && value.length > 0;
  const name = trigger("day", { day });
  return (
    <div className="flex flex-wrap items-start gap-x-4 gap-y-2 text-sm" data-at={at}>
      <label className="flex min-h-10 w-40 items-center gap-2.5 font-medium">
        <input
          checked={isOpen}
          className="size-4 accent-accent"
          disabled={isFixed}
          onChange={(event) => write(event.target.checked ? USUAL : [])}
          type="checkbox"
        />
        {name}
      </label>
      {isOpen ? (
        <Spans at={at} name={name} />
      ) : (
        <span className="flex min-h-10 items-center text-ink-3">{t("closed")}</span>
      )}
      {fault && <p className="basis-full text-xs text-bad">{fault}</p>}
    </div>
  );
}
