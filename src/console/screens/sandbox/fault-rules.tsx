import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import { useTranslations } from "use-intl";

import { clearFaults, faultsQuery, setFaults, type FaultRule } from "../../api/sandbox.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { Field, INPUT, TextInput } from "../../ui/field.tsx";

const FAULTS: readonly FaultRule["fault"][] = [
  "error",
  "delay",
  "lost_response",
  "lost_status",
  "duplicate_status",
  "reorder",
  "silent",
];

/** What shall go wrong from now on, for all sandbox numbers of the workspace; the first rule that matches wins. */
export function FaultRules() {
  const t = useTranslations("sandbox");
  const queries = useQueryClient();
  const query = useQuery(faultsQuery);
  const rules = query.data?.rules ?? [];
  const change = useMutation({
    mutationFn: (next: readonly FaultRule[]) =>
      next.length === 0 ? clearFaults() : setFaults({ rules: [...next] }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["sandbox", "faults"] }),
  });
  return (
    <Card
      aside={
        rules.length > 0 && (
          <Button busy={change.isPending} look="quiet" onClick={() => change.mutate([])}>
            {t("clear")}
          </Button>
        )
      }
      title={t("faults")}
    >
      {query.isPending && <Skeleton lines={1} />}
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {change.isError && <ProblemNote className="mb-3" error={change.error} />}
      {query.isSuccess && rules.length === 0 && (
        <p className="mb-3 text-sm text-ink-2">{t("noFaults")}</p>
      )}
      {rules.length > 0 && (
        <ol className="mb-4 divide-y divide-line">
          {rules.map((rule, at) => (
            <li className="flex items-center gap-3 py-1 text-sm" key={JSON.stringify([at, rule])}>
              <span className="grow">
                <Sentence rule={rule} />
              </span>
              <IconButton
                icon="x"
                label={t("removeFault", { at: at + 1 })}
                onClick={() => change.mutate(rules.filter((_, index) => index !== at))}
              />
            </li>
          ))}
        </ol>
      )}
      <NewRule busy={change.isPending} onAdd={(rule) => change.mutate([...rules, rule])} />
    </Card>
  );
}

function Sentence({ rule: { match, fault, code, delay_ms: delay } }: { rule: FaultRule }) {
  const t = useTranslations("sandbox");
  const who = [
    ...(match.ending === undefined ? [] : [t("matchEnding", { ending: match.ending })]),
    ...(match.every === undefined ? [] : [t("matchEvery", { every: match.every })]),
    ...(match.nth === undefined ? [] : [t("matchNth", { nth: match.nth })]),
  ];
  return (
    <>
      {who.length === 0 ? t("matchAll") : who.join(", ")}: {t("fault", { fault })}
      {code !== undefined && ` (${code})`}
      {delay !== undefined && ` (${delay} ms)`}
    </>
  );
}

interface Values {
  fault: FaultRule["fault"];
  ending: string;
  every: string;
  code: string;
}

function NewRule({ busy, onAdd }: { busy: boolean; onAdd: (rule: FaultRule) => void }) {
  const t = useTranslations("sandbox");
  const [bad, setBad] = useState(false);
  const form = useForm<Values>({
    defaultValues: { fault: "error", ending: "", every: "", code: "" },
  });
  const fault = useWatch({ control: form.control, name: "fault" });
  const add = ({ ending, every, code, fault: kind }: Values) => {
    const isWrong =
      !/^\d{0,15}$/.test(ending) || !/^([1-9]\d{0,8})?$/.test(every) || !/^\d{0,9}$/.test(code);
    setBad(isWrong);
    if (isWrong) return;
    onAdd({
      match: { ...(ending && { ending }), ...(every && { every: Number(every) }) },
      fault: kind,
      ...(kind === "error" && code !== "" && { code: Number(code) }),
    });
    form.reset();
  };
  return (
    <form
      className="grid grid-cols-1 items-start gap-3 sm:grid-cols-2 xl:grid-cols-[2fr_1fr_1fr_1fr_auto]"
      noValidate
      onSubmit={(event) => void form.handleSubmit(add)(event)}
    >
      <Field label={t("faultLabel")}>
        {(attributes) => (
          <select {...attributes} className={`${INPUT} h-11 md:h-10`} {...form.register("fault")}>
            {FAULTS.map((one) => (
              <option key={one} value={one}>
                {t("fault", { fault: one })}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field error={bad ? t("digitsOnly") : undefined} label={t("endingLabel")}>
        {(attributes) => (
          <TextInput
            {...attributes}
            autoComplete="off"
            inputMode="numeric"
            {...form.register("ending")}
          />
        )}
      </Field>
      <Field label={t("everyLabel")}>
        {(attributes) => (
          <TextInput
            {...attributes}
            autoComplete="off"
            inputMode="numeric"
            {...form.register("every")}
          />
        )}
      </Field>
      {fault === "error" && (
        <Field label={t("codeLabel")}>
          {(attributes) => (
            <TextInput
              {...attributes}
              autoComplete="off"
              inputMode="numeric"
              {...form.register("code")}
            />
          )}
        </Field>
      )}
      <Button busy={busy} className="self-end md:h-10" icon="plus" type="submit">
        {t("addFault")}
      </Button>
    </form>
  );
}
