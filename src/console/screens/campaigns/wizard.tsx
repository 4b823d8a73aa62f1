import { useQuery } from "@tanstack/react-query";
import { Navigate, useParams, useSearch } from "@tanstack/react-router";
import { useFormatter, useTranslations } from "use-intl";

import { draftQuery } from "../../api/campaign-drafts.ts";
import { isInUse, numbersQuery } from "../../api/numbers.ts";
import { templateListQuery } from "../../api/templates.ts";
import { EmptyState, ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { Page } from "../../ui/page.tsx";
import { useNow } from "../../ui/use-now.ts";
import { planOf, type Plan } from "./plan.ts";
import { WizardSteps } from "./wizard-steps.tsx";

const DAY_MS = 86_400_000;

/** `/campaigns/new`: empty, with a template chosen, or with what another campaign said. */
export function NewCampaign() {
  const t = useTranslations("wizard");
  const format = useFormatter();
  const { template, from } = useSearch({ from: "/signed-in/campaigns/new" });
  const today = format.dateTime(useNow(DAY_MS), { day: "numeric", month: "long" });
  const parts = useParts();
  const original = useQuery({ ...draftQuery(from ?? ""), enabled: from !== undefined });
  if (parts.instead !== null || (from !== undefined && original.data === undefined))
    return (
      <Instead
        parts={parts}
        error={original.error}
        onRetry={() => from !== undefined && void original.refetch()}
      />
    );
  const source = original.data?.body;
  const chosen = parts.templates.find(({ id }) => id === template);
  const home = parts.numbers.find(({ waba_id: account }) => account === chosen?.waba_id);
  const first: Plan = {
    name: t("nameDefault", { date: today }),
    numberId: (home ?? parts.numbers[0])?.id ?? "",
    who: { kind: "all", agreed: false },
    templateId: chosen?.id ?? "",
    variables: {},
    paceMps: null,
  };
  const copied = source && planOf(source);
  return (
    <WizardSteps
      first={
        copied
          ? {
              ...copied,
              name: t("copyOf", { name: copied.name }),
              // Whom a list names is told to nobody: it is picked again.
              who:
                copied.who.kind === "list" ? { ...copied.who, contacts: [], count: 0 } : copied.who,
            }
          : first
      }
      key={from ?? "new"}
      numbers={parts.numbers}
      templates={parts.templates}
    />
  );
}

/** `/campaigns/$id/edit`: a draft where it was left. */
export function EditCampaign() {
  const { id } = useParams({ from: "/signed-in/campaigns/$id/edit" });
  const parts = useParts();
  const draft = useQuery(draftQuery(id));
  if (draft.data && draft.data.body.status !== "draft")
    return <Navigate params={{ id }} replace to="/campaigns/$id" />;
  if (parts.instead !== null || draft.data === undefined)
    return <Instead parts={parts} error={draft.error} onRetry={() => void draft.refetch()} />;
  return (
    <WizardSteps
      first={planOf(draft.data.body)}
      kept={draft.data}
      key={id}
      numbers={parts.numbers}
      templates={parts.templates}
    />
  );
}

/** What every campaign is made of, or what stands in its place. */
function useParts() {
  const numbers = useQuery(numbersQuery);
  const templates = useQuery(templateListQuery);
  const inUse = numbers.data?.data.filter(isInUse) ?? [];
  const approved = templates.data?.templates.filter(({ status }) => status === "approved") ?? [];
  const isThere = numbers.data !== undefined && templates.data !== undefined;
  return {
    numbers: inUse,
    templates: approved,
    error: numbers.error ?? templates.error,
    retry: () => void Promise.all([numbers.refetch(), templates.refetch()]),
    instead: !isThere
      ? ("pending" as const)
      : inUse.length === 0
        ? ("noNumber" as const)
        : approved.length === 0
          ? ("noTemplate" as const)
          : null,
  };
}

function Instead({
  parts,
  error,
  onRetry,
}: {
  parts: ReturnType<typeof useParts>;
  error: unknown;
  onRetry: () => void;
}) {
  const t = useTranslations("wizard");
  const { instead } = parts;
  const fault = parts.error ?? error;
  return (
    <Page back={{ to: "/campaigns", label: t("all") }} title={t("new")}>
      {fault !== null ? (
        <ProblemNote
          error={fault}
          onRetry={() => {
            parts.retry();
            onRetry();
          }}
        />
      ) : instead === "noNumber" || instead === "noTemplate" ? (
        <EmptyState
          icon={instead === "noNumber" ? "phone" : "file-text"}
          text={t(`${instead}Text`)}
          title={t(instead)}
        />
      ) : (
        <Skeleton />
      )}
    </Page>
  );
}
