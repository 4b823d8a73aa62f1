import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useParams } from "@tanstack/react-router";
import { useTranslations } from "use-intl";

import { numberQuery } from "../../api/numbers.ts";
import { ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { NumberStatus } from "../../ui/number-status.tsx";
import { Back } from "./connect.tsx";

const PLACES = [
  ["/settings/numbers/$id", "overview"],
  ["/settings/numbers/$id/check", "check"],
  ["/settings/numbers/$id/profile", "profile"],
  ["/settings/numbers/$id/opt-ins", "optIns"],
  ["/settings/numbers/$id/links", "links"],
  ["/settings/numbers/$id/blocked", "blocked"],
] as const;

/** One number: its name, how it is, and the places where it is cared for. */
export function NumberFrame() {
  const t = useTranslations("care");
  const { id } = useParams({ from: "/signed-in/settings/numbers/$id" });
  const query = useQuery(numberQuery(id));
  if (query.isPending) return <Skeleton lines={4} />;
  if (query.data === undefined)
    return (
      <>
        <Back />
        <ProblemNote error={query.error} onRetry={() => void query.refetch()} />
      </>
    );
  const number = query.data;
  return (
    <>
      <Back />
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <h2 className="min-w-0 text-lg font-semibold">
          <bdi className="break-words">{number.name}</bdi>
        </h2>
        <NumberStatus status={number.status} />
      </header>
      {number.status !== "disconnected" && (
        <nav aria-label={t("places")} className="-mx-4 overflow-x-auto px-4 lg:mx-0 lg:px-0">
          <ul className="flex w-max gap-1 border-b border-line">
            {PLACES.map(([to, place]) => (
              <li key={place}>
                <Link
                  activeOptions={{ exact: true }}
                  activeProps={{ className: "border-accent text-ink" }}
                  className="-mb-px flex h-10 items-center border-b-2 px-3 text-sm font-medium whitespace-nowrap"
                  inactiveProps={{ className: "border-transparent text-ink-2 hover:text-ink" }}
                  params={{ id }}
                  to={to}
                >
                  {t(place)}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      )}
      <Outlet />
    </>
  );
}
