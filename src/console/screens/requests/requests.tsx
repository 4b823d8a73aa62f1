import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { requestsQuery } from "../../api/privacy.ts";
import { may } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { ListCard } from "../../ui/list-card.tsx";
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
      <ListCard
        act={act}
        empty={{ icon: "shield-check", title: t("emptyTitle"), text: t("emptyText") }}
        keyOf={(request) => request.id}
        lead={<p className="mb-4 text-sm text-ink-2">{t("lead")}</p>}
        line={(request) => <RequestLine request={request} />}
        query={query}
        rows={requests}
        title={t("title")}
      />
      {isAsking && <NewRequestDialog contact={null} onClose={() => setAsking(false)} />}
    </>
  );
}
