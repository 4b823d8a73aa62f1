import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { may } from "../../api/session.ts";
import { deleteTrigger, triggersQuery, type TriggerUrl } from "../../api/triggers.ts";
import { Button } from "../../ui/button.tsx";
import { DeleteButton } from "../../ui/delete-button.tsx";
import { ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { toast } from "../../ui/toast.tsx";
import { NewHook } from "./new-hook.tsx";

/** The URLs by which other systems start the automation. */
export function HookUrls({ automationId }: { automationId: string | undefined }) {
  const t = useTranslations("hook");
  const query = useQuery({ ...triggersQuery, enabled: automationId !== undefined });
  const [isMaking, setMaking] = useState(false);
  if (automationId === undefined) return <p className="text-sm text-ink-2">{t("saveFirst")}</p>;
  const own = query.data?.filter(({ automation_id: id }) => id === automationId) ?? [];
  return (
    <section aria-label={t("title")} className="grid gap-2 rounded-xl border border-line p-3">
      <h3 className="text-sm font-semibold">{t("title")}</h3>
      {query.isPending && <Skeleton lines={1} />}
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && own.length === 0 && <p className="text-sm text-ink-2">{t("none")}</p>}
      <ul className="grid gap-2">
        {own.map((trigger) => (
          <li key={trigger.id}>
            <Line trigger={trigger} />
          </li>
        ))}
      </ul>
      {may("automations:write") && (
        <Button className="w-fit" icon="plus" onClick={() => setMaking(true)}>
          {t("new")}
        </Button>
      )}
      {isMaking && <NewHook automationId={automationId} onClose={() => setMaking(false)} />}
    </section>
  );
}

function Line({ trigger: { id, url, auth } }: { trigger: TriggerUrl }) {
  const t = useTranslations("hook");
  return (
    <div className="flex items-start gap-2 text-sm">
      <span className="min-w-0 grow">
        <code className="block text-xs break-all select-all">{url}</code>
        <span className="text-xs text-ink-3">
          {t("auth", { kind: auth["kind"] === "token" ? "token" : "signature" })}
        </span>
      </span>
      {may("automations:write") && (
        <DeleteButton
          label={t("delete")}
          list={triggersQuery.queryKey}
          onDelete={() => deleteTrigger(id)}
          onDeleted={() => toast(t("deleted"))}
          text={t("deleteText")}
          title={t("deleteTitle")}
          verb={t("delete")}
        />
      )}
    </div>
  );
}
