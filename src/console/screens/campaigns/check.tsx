import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useRef } from "react";
import { useFormatter, useTranslations } from "use-intl";

import { audienceQuery, launch, type AudienceCount } from "../../api/campaign-drafts.ts";
import type { Campaign } from "../../api/campaigns.ts";
import type { Versioned } from "../../api/client.ts";
import { toProblem } from "../../api/problem.ts";
import { may } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ConfirmCount } from "../../ui/confirm-count.tsx";
import { ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { Icon } from "../../ui/icon.tsx";
import { PeoplePreview } from "./people-preview.tsx";
import { secondsFor } from "./plan.ts";
import { reasonsOf } from "./reasons.ts";
import { SkipList } from "./skip-list.tsx";
import type { StepProps } from "./step-props.ts";
import { useDuration } from "./use-duration.ts";

/** More people than this are typed as a number before anything is sent. */
const TYPED_ABOVE = 1000;

/** Step 4: all of it in one sentence, counted by the draft as it is kept, and the one press that sends. */
export function Check({
  plan,
  kept,
  numbers,
  templates,
}: StepProps & { kept: Versioned<Campaign> }) {
  const t = useTranslations("wizard");
  const durationOf = useDuration();
  const { id } = kept.body;
  const query = useQuery({ ...audienceQuery({ draft: id, version: kept.etag }), staleTime: 0 });
  const number = numbers.find((one) => one.id === plan.numberId);
  const template = templates.find((one) => one.id === plan.templateId);
  const count = query.data;
  const limit = number?.throughput_mps ?? 1;
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <Card title={t("summary")}>
        {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
        {query.isPending && <Skeleton lines={2} />}
        {count && (
          <div className="grid gap-4">
            <p className="text-base leading-relaxed">
              {t.rich("sentence", {
                count: count.eligible,
                template: template?.name ?? "",
                number: number?.name ?? "",
                phone: number?.display_phone_number ?? "",
                mps: Math.min(limit, plan.paceMps ?? limit),
                time: durationOf(secondsFor(count.eligible, limit, plan.paceMps)),
                b: (words) => <strong className="font-semibold">{words}</strong>,
              })}
            </p>
            <p className="tabular text-xs text-ink-3">
              {t("sum", {
                matched: count.matched,
                eligible: count.eligible,
                skipped: count.matched - count.eligible,
              })}
            </p>
            <SkipList reasons={reasonsOf(count)} />
            <Launch count={count} id={id} isStale={query.isFetching} />
          </div>
        )}
      </Card>
      {template && <PeoplePreview plan={plan} template={template} />}
    </div>
  );
}

function Launch({ id, count, isStale }: { id: string; count: AudienceCount; isStale: boolean }) {
  const t = useTranslations("wizard");
  const format = useFormatter();
  const queries = useQueryClient();
  const navigate = useNavigate();
  // One for everything that this screen is meant to do: a second press is the same launch.
  const key = useRef(crypto.randomUUID());
  const launching = useMutation({
    mutationFn: () => launch(id, key.current),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ["campaigns"] });
      void navigate({ to: "/campaigns/$id", params: { id }, ignoreBlocker: true });
    },
    onError: () => void queries.invalidateQueries({ queryKey: ["campaigns", "audience"] }),
  });
  const isNobody =
    count.eligible === 0 ||
    (launching.isError && toProblem(launching.error).code === "empty_audience");
  if (isNobody) return <Nobody count={count} />;
  if (!may("campaigns:launch"))
    return (
      <p className="flex items-start gap-2 rounded-xl bg-info-soft p-3 text-sm text-info">
        <Icon className="mt-0.5 shrink-0" name="info" />
        {t("mayNotLaunch")}
      </p>
    );
  const people = format.number(count.eligible);
  const send = () => !isStale && launching.mutate();
  return (
    <div className="grid gap-3 border-t border-line pt-4">
      {launching.isError && <ProblemNote error={launching.error} />}
      {count.eligible > TYPED_ABOVE ? (
        <ConfirmCount
          act={t("launch", { count: count.eligible })}
          icon="send"
          isBusy={launching.isPending || isStale}
          label={t("typeCount", { people })}
          onConfirm={send}
          wanted={people}
          wrong={t("typedWrong", { people })}
        />
      ) : (
        <Button
          busy={launching.isPending || isStale}
          className="w-fit"
          icon="send"
          look="primary"
          onClick={send}
        >
          {t("launch", { count: count.eligible })}
        </Button>
      )}
    </div>
  );
}

/** Nobody would get it: the reason that weighs most, and what to do about it. */
function Nobody({ count }: { count: AudienceCount }) {
  const t = useTranslations();
  const reason = reasonsOf(count)[0]?.reason;
  return (
    <div className="flex items-start gap-3 rounded-xl bg-warn-soft p-4 text-sm" role="alert">
      <Icon className="mt-0.5 shrink-0 text-warn" name="triangle-alert" size={18} />
      <div className="grid gap-1">
        <p className="font-semibold text-warn">{t("wizard.nobody")}</p>
        <p>
          {reason === undefined
            ? t("wizard.nobodyMatches")
            : t("wizard.nobodyBecause", { reason: t("campaigns.skip", { reason }) })}{" "}
          {reason !== undefined && t("campaigns.skipFix", { reason })}
        </p>
      </div>
    </div>
  );
}
