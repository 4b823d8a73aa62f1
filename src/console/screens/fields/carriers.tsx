import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";

import { carriersQuery } from "../../api/fields.ts";
import { ProblemNote, Skeleton } from "../../ui/feedback.tsx";

/** How many people carry a value of the field at the moment. */
export function Carriers({ fieldKey }: { fieldKey: string }) {
  const t = useTranslations("fields");
  const query = useQuery({ ...carriersQuery(fieldKey), staleTime: 0 });
  if (query.isPending) return <Skeleton className="p-0" lines={1} />;
  if (query.isError)
    return <ProblemNote error={query.error} onRetry={() => void query.refetch()} />;
  const { count, count_is: kind } = query.data;
  return (
    <p aria-live="polite" className="font-semibold">
      {t(kind === "exact" ? "carry" : "carryAtLeast", { count })}
    </p>
  );
}
