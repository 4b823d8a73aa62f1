import { useQuery } from "@tanstack/react-query";
import { useParams, useSearch } from "@tanstack/react-router";
import { useTranslations } from "use-intl";

import { automationQuery, definitionOf } from "../../api/automations.ts";
import { ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { Page } from "../../ui/page.tsx";
import { EditAutomation } from "./edit-automation.tsx";
import { useStarter } from "./starters.ts";

/** `/automations/new`: from a starter, or an empty rule or flow. */
export function NewAutomation() {
  const { kind = "rule", starter } = useSearch({ from: "/signed-in/automations/new" });
  const first = useStarter(starter, kind);
  return <EditAutomation first={first} key={`${kind} ${starter ?? ""}`} />;
}

/** `/automations/$id`: its draft. */
export function AutomationPage() {
  const t = useTranslations("automations");
  const { id } = useParams({ from: "/signed-in/automations/$id" });
  const query = useQuery(automationQuery(id));
  if (query.data === undefined)
    return (
      <Page back={{ to: "/automations", label: t("all") }} title={t("one")}>
        {query.isError ? (
          <ProblemNote error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <Skeleton />
        )}
      </Page>
    );
  return <EditAutomation first={definitionOf(query.data.body)} key={id} kept={query.data} />;
}
