import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { numbersQuery } from "../../api/numbers.ts";
import { EmptyState, ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { Field, INPUT } from "../../ui/field.tsx";
import { FaultRules } from "./fault-rules.tsx";
import { Ledger } from "./ledger.tsx";
import { Reviews } from "./reviews.tsx";
import { WriteAs } from "./write-as.tsx";

/** The strings of the pretend world: who writes, what goes wrong, and what pretend Meta has seen. */
export function Sandbox() {
  const t = useTranslations("sandbox");
  const query = useQuery(numbersQuery);
  const [chosen, setChosen] = useState<string | null>(null);
  if (query.isPending) return <Skeleton lines={4} />;
  if (query.data === undefined)
    return <ProblemNote error={query.error} onRetry={() => void query.refetch()} />;
  const numbers = query.data.data.filter(
    ({ kind, status }) => kind === "sandbox" && status !== "disconnected",
  );
  const number = numbers.find(({ id }) => id === chosen) ?? numbers[0];
  if (number === undefined)
    return <EmptyState icon="flask-conical" text={t("noneText")} title={t("noneTitle")} />;
  return (
    <>
      <p className="max-w-2xl text-sm text-ink-2">{t("lead")}</p>
      {numbers.length > 1 && (
        <div className="max-w-md">
          <Field label={t("number")}>
            {(attributes) => (
              <select
                {...attributes}
                className={`${INPUT} h-11 md:h-10`}
                onChange={(event) => setChosen(event.target.value)}
                value={number.id}
              >
                {numbers.map(({ id, name, display_phone_number: phone }) => (
                  <option key={id} value={id}>
                    {name} · {phone}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </div>
      )}
      <WriteAs key={`write ${number.id}`} numberId={number.id} />
      <Reviews wabaId={number.waba_id} />
      <FaultRules />
      <Ledger key={`ledger ${number.id}`} numberId={number.id} />
    </>
  );
}
