import { useTranslations } from "use-intl";

import { IconButton } from "../../ui/button.tsx";
import { INPUT } from "../../ui/field.tsx";
import { useAt, useTree } from "../../ui/tree-form.tsx";
import { below } from "../../ui/tree.ts";

const SPANS_MAX = 6;
const MIDNIGHT = "24:00";

/** When a day is open, span by span; midnight at its end is written 00:00. */
export function Spans({ at, name }: { at: string; name: string }) {
  const t = useTranslations("hours");
  const { faults } = useTree();
  const { value, isFixed, write } = useAt(at);
  // Safe: a list of pairs of times stands here.
  const spans = (value ?? []) as [string, string][];
  const set = (index: number, span: [string, string]) =>
    write(spans.map((one, other) => (other === index ? span : one)));
  return (
    <div className="grid gap-1.5">
      {spans.map(([from, to], index) => {
        const place = below(at, index);
        const fault = faults.find(({ pointer }) => `${pointer}/`.startsWith(`${place}/`));
        return (
          <div className="grid gap-1" data-at={place} key={index}>
            <span className="flex items-center gap-1.5">
              <input
                aria-label={t("fromOf", { day: name })}
                className={`${INPUT} h-10 max-w-36 px-2`}
                onChange={(event) => set(index, [event.target.value, to])}
                readOnly={isFixed}
                type="time"
                value={from}
              />
              <span aria-hidden="true">–</span>
              <input
                aria-label={t("toOf", { day: name })}
                className={`${INPUT} h-10 max-w-36 px-2`}
                onChange={({ target: { value: end } }) =>
                  set(index, [from, end === "00:00" ? MIDNIGHT : end])
                }
                readOnly={isFixed}
                type="time"
                value={to === MIDNIGHT ? "00:00" : to}
              />
              {!isFixed && spans.length > 1 && (
                <IconButton
                  icon="x"
                  label={t("removeSpan", { day: name })}
                  onClick={() => write(spans.filter((_, other) => other !== index))}
                />
              )}
              {!isFixed && index === spans.length - 1 && spans.length < SPANS_MAX && (
                <IconButton
                  icon="plus"
                  label={t("addSpan", { day: name })}
                  onClick={() => write([...spans, [to === MIDNIGHT ? "23:00" : to, MIDNIGHT]])}
                />
              )}
            </span>
            {fault && <p className="text-xs text-bad">{fault.text}</p>}
          </div>
        );
      })}
    </div>
  );
}
