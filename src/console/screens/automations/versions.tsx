import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl";

import {
  automationQuery,
  definitionOf,
  restoreVersion,
  versionsQuery,
  type Definition,
  type Version,
} from "../../api/automations.ts";
import { may } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { DiffList } from "../../ui/diff-list.tsx";
import { EmptyState, ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { LongTime } from "../../ui/time.tsx";
import { toast } from "../../ui/toast.tsx";
import { AutomationFrame } from "./automation-frame.tsx";
import { useDiffRows } from "./use-diff-rows.ts";

/** Every version that was published, and what differs between it and the draft. */
export function Versions() {
  const t = useTranslations("automations");
  const { id } = useParams({ from: "/signed-in/automations/$id/versions" });
  const automation = useQuery(automationQuery(id));
  const versions = useQuery(versionsQuery(id));
  const error = automation.error ?? versions.error;
  const retry = () => void Promise.all([automation.refetch(), versions.refetch()]);
  const draft = automation.data && definitionOf(automation.data.body);
  return (
    <AutomationFrame
      automation={automation.data?.body}
      title={automation.data?.body.name ?? t("one")}
    >
      <Card title={t("versions")}>
        {error !== null && <ProblemNote error={error} onRetry={retry} />}
        {error === null && (versions.isPending || draft === undefined) && <Skeleton lines={3} />}
        {versions.data?.data.length === 0 && (
          <EmptyState icon="send" text={t("versionsNoneText")} title={t("versionsNone")} />
        )}
        <ul className="divide-y divide-line">
          {draft &&
            versions.data?.data.map((version) => (
              <li className="py-3 first:pt-0 last:pb-0" key={version.version}>
                <Line draft={draft} id={id} version={version} />
              </li>
            ))}
        </ul>
      </Card>
    </AutomationFrame>
  );
}

function Line({
  id,
  draft,
  version: { version, published_at: publishedAt, definition },
}: {
  id: string;
  draft: Definition;
  version: Version;
}) {
  const t = useTranslations("automations");
  const queries = useQueryClient();
  const navigate = useNavigate();
  const diffRows = useDiffRows();
  const [isAsked, setAsked] = useState(false);
  // Safe: a version holds a definition as it was published.
  const rows = diffRows(definition as unknown as Definition, draft);
  const restoring = useMutation({
    mutationFn: () => restoreVersion(id, version),
    onSuccess: async (after) => {
      queries.setQueryData(automationQuery(id).queryKey, after);
      await queries.invalidateQueries({ queryKey: ["automations", "list"] });
      toast(t("restored", { version }));
      void navigate({ to: "/automations/$id", params: { id } });
    },
  });
  return (
    <div className="flex flex-wrap items-start gap-x-3 gap-y-2 text-sm">
      <div className="grid min-w-0 grow basis-64 gap-0.5">
        <span className="font-medium">{t("versionNumber", { version })}</span>
        <span className="text-xs text-ink-3">
          <LongTime at={publishedAt} />
        </span>
        <details className="text-sm">
          <summary className="w-fit cursor-pointer py-1 text-xs text-ink-2">
            {t("differences", { count: rows.length })}
          </summary>
          <DiffList heads={[t("versionNumber", { version }), t("draft")]} rows={rows} />
        </details>
      </div>
      {may("automations:write") && rows.length > 0 && (
        <Button icon="undo-2" look="quiet" onClick={() => setAsked(true)}>
          {t("restore")}
        </Button>
      )}
      {isAsked && (
        <Confirm
          busy={restoring.isPending}
          error={restoring.error}
          icon="undo-2"
          onClose={() => setAsked(false)}
          onConfirm={() => restoring.mutate()}
          text={t("restoreText")}
          title={t("restoreTitle", { version })}
          verb={t("restore")}
        />
      )}
    </div>
  );
}
