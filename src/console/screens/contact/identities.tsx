import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";

import { identitiesQuery } from "../../api/contacts.ts";
import { Card } from "../../ui/card.tsx";
import { ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Day } from "../../ui/time.tsx";

/** Everything that the person is recognised by, and since when. */
export function Identities({ id }: { id: string }) {
  const t = useTranslations("contact");
  const query = useQuery(identitiesQuery(id));
  return (
    <Card title={t("identities")}>
      {query.isPending && <Skeleton className="px-0" lines={2} />}
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      <ul className="grid gap-3 text-sm">
        {query.data?.data.map(({ kind, value, created_at: since }) => (
          <li className="flex items-start gap-3" key={`${kind} ${value}`}>
            <Icon
              className="mt-0.5 shrink-0 text-ink-3"
              name={kind === "phone" ? "phone" : "id-card"}
            />
            <span className="grid min-w-0">
              <span className="tabular break-all select-all">{value}</span>
              <span className="text-xs text-ink-3">
                {t("identity", { kind })} · {t.rich("since", { day: () => <Day at={since} /> })}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
