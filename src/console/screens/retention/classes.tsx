import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { changeRetention, retentionQuery, type RetentionClass } from "../../api/retention.ts";
import { may } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { LeaveGuard } from "../../ui/leave-guard.tsx";
import { toast } from "../../ui/toast.tsx";
import { ClassRow } from "./class-row.tsx";

/** Every class of data with the days that it is kept. To keep something shorter is asked about, because it deletes. */
export function Classes({ classes }: { classes: readonly RetentionClass[] }) {
  const t = useTranslations("retention");
  const queries = useQueryClient();
  const [written, setWritten] = useState<Readonly<Record<string, string>>>({});
  const [isAsking, setAsking] = useState(false);
  const [isTried, setTried] = useState(false);
  const saving = useMutation({
    mutationFn: () =>
      changeRetention(changed.map(({ name }) => ({ name, days: Number(written[name]) }))),
    onSuccess: (now) => {
      toast(t("saved"));
      queries.setQueryData(retentionQuery.queryKey, now);
    },
    onSettled: () => setAsking(false),
  });
  const changed = classes.filter(
    ({ name, days }) => written[name] !== undefined && Number(written[name]) !== days,
  );
  const isWrong = changed.some((one) => !fits(one, written[one.name] ?? ""));
  const shorter = changed.filter(({ name, days }) => Number(written[name]) < days).length;
  const save = () => {
    setTried(true);
    if (isWrong || changed.length === 0 || saving.isPending) return;
    if (shorter > 0) setAsking(true);
    else saving.mutate();
  };
  return (
    <Card title={t("title")}>
      <form
        className="grid gap-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <p className="text-sm text-ink-2">{t("lead")}</p>
        <ul className="divide-y divide-line">
          {classes.map((one) => (
            <li className="py-3 first:pt-0 last:pb-0" key={one.name}>
              <ClassRow
                isWrong={isTried && !fits(one, written[one.name] ?? String(one.days))}
                of={one}
                onChange={(days) => setWritten((before) => ({ ...before, [one.name]: days }))}
                value={written[one.name] ?? String(one.days)}
              />
            </li>
          ))}
        </ul>
        {saving.isError && <ProblemNote error={saving.error} />}
        {may("privacy:write") && (
          <Button busy={saving.isPending} className="justify-self-end" look="primary" type="submit">
            {t("save")}
          </Button>
        )}
      </form>
      {isAsking && (
        <Confirm
          busy={saving.isPending}
          error={null}
          onClose={() => setAsking(false)}
          onConfirm={() => saving.mutate()}
          text={t("shorter", { count: shorter })}
          title={t("shorterTitle")}
          verb={t("save")}
        />
      )}
      <LeaveGuard when={changed.length > 0} />
    </Card>
  );
}

const fits = ({ min_days: min, max_days: max }: RetentionClass, written: string): boolean => {
  const days = Number(written);
  return written.trim() !== "" && Number.isInteger(days) && days >= min && days <= max;
};
