import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";

import { eventTypesQuery, familiesOf } from "../../api/event-types.ts";
import { ProblemNote, Skeleton } from "../../ui/feedback.tsx";

const ALL = "*";

/** What is told: everything, whole families, or type by type within them. */
export function TypePicker({
  chosen,
  error,
  onChange,
}: {
  chosen: readonly string[];
  error: string | undefined;
  onChange: (types: string[]) => void;
}) {
  const t = useTranslations("webhooks");
  const query = useQuery(eventTypesQuery);
  const families = familiesOf(query.data?.data ?? []);
  const set = (type: string, isOn: boolean) =>
    onChange(isOn ? [...chosen, type] : chosen.filter((one) => one !== type));
  return (
    <fieldset className="grid gap-1">
      <legend className="mb-1 text-sm font-medium">{t("types")}</legend>
      {error !== undefined && (
        <p className="text-xs text-bad" role="alert">
          {error}
        </p>
      )}
      <Box
        isOn={chosen.includes(ALL)}
        label={t("everything")}
        onChange={(isOn) => onChange(isOn ? [ALL] : [])}
      />
      {query.isPending && <Skeleton lines={2} />}
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {!chosen.includes(ALL) &&
        families.map(([family, types]) => {
          const whole = `${family}.*`;
          const some = types.filter(({ type }) => chosen.includes(type)).length;
          return (
            <details className="rounded-lg border border-line px-3" key={family}>
              <summary className="flex min-h-10 cursor-pointer items-center gap-2 text-sm">
                <code className="grow text-xs font-semibold">{whole}</code>
                <span className="text-xs text-ink-3">
                  {chosen.includes(whole)
                    ? t("allOf", { count: types.length })
                    : t("someOf", { some, count: types.length })}
                </span>
              </summary>
              <div className="grid gap-x-4 pb-2">
                <Box
                  isOn={chosen.includes(whole)}
                  label={t("wholeFamily", { family: whole })}
                  onChange={(isOn) => set(whole, isOn)}
                />
                {!chosen.includes(whole) &&
                  types.map(({ type, description }) => (
                    <Box
                      isOn={chosen.includes(type)}
                      key={type}
                      label={type}
                      onChange={(isOn) => set(type, isOn)}
                      text={description}
                    />
                  ))}
              </div>
            </details>
          );
        })}
    </fieldset>
  );
}

function Box({
  label,
  text,
  isOn,
  onChange,
}: {
  label: string;
  text?: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
}) {
  return (
    <label className="flex min-h-9 items-start gap-2.5 py-1.5 text-sm">
      <input
        checked={isOn}
        className="mt-0.5 size-4 shrink-0 accent-accent"
        onChange={(event) => onChange(event.target.checked)}
        type="checkbox"
      />
      <span className="grid gap-0.5">
        {label}
        {text !== undefined && (
          <span className="text-xs text-ink-3" lang="en">
            {text}
          </span>
        )}
      </span>
    </label>
  );
}
