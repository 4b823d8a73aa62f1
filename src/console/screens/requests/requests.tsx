import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { requestsQuery } from "../../api/privacy.ts";
import { may } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { EmptyState, ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { NewRequestDialog } from "../../ui/new-request.tsx";
import { RequestLine } from "./request-line.tsx";

/** What people ask for of their data: what is open and until when, what is being done, and what was. */
export function Requests() {
  const t = useTranslations("requests");
  const query = useQuery(requestsQuery);
  const [isAsking, setAsking] = useState(false);
  const requests = query.data?.data ?? [];
  const act = may("privacy:write") && (
    <Button icon="plus" look="primary" onClick={() => setAsking(true)}>
      {t("new")}
    </Button>
  );
  return (
    <>
      <Card aside={requests.length > 0 && act} title={t("title")}>
        <p className="mb-4 text-sm text-ink-2">{t("lead")}</p>
        {query.isPending && <Skeleton lines={3} />}
        {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
        {query.isSuccess && requests.length === 0 && (
          <EmptyState icon="shield-check" text={t("emptyText")} title={t("emptyTitle")}>
            {act}
          </EmptyState>
        )}
        <ul className="divide-y divide-line">
          {requests.map((request) => (
            <li className="py-3 first:pt-0 last:pb-0" key={request.id}>
              <RequestLine request={request} />
            </li>
          ))}
        </ul>
      </Card>
      {isAsking && <NewRequestDialog contact={null} onClose={() => setAsking(false)} />}
    </>
  );
}
