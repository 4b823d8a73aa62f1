import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useFormatter, useTranslations } from "use-intl";

import { campaignsQuery, isMoving, type Campaign } from "../../api/campaigns.ts";
import { talksQuery } from "../../api/home.ts";
import { numbersQuery } from "../../api/numbers.ts";
import { currentPerson, may } from "../../api/session.ts";
import { templatesQuery } from "../../api/templates.ts";
import { Card } from "../../ui/card.tsx";
import { ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { Page } from "../../ui/page.tsx";
import { useNow } from "../../ui/use-now.ts";
import { needsOf } from "./attention.ts";
import { FirstRun } from "./first-run.tsx";
import { NeedsYou } from "./needs-you.tsx";
import { NumberCards } from "./number-cards.tsx";
import { useFirstRun } from "./steps.ts";

const MINUTE_MS = 60_000;

/** Where the day begins: what needs somebody, how the numbers do, and what is being sent. */
export function Home() {
  const t = useTranslations("home");
  const [name] = currentPerson()?.user.full_name.split(" ") ?? [];
  const { lists, failed, isPending, connected, moving, needs } = useOverview();
  return (
    <Page lead={t("lead")} title={<bdi>{t("hello", { name: name ?? "" })}</bdi>}>
      {failed && (
        <ProblemNote
          className="mb-4"
          error={failed.error}
          onRetry={() => lists.forEach((list) => list.isError && void list.refetch())}
        />
      )}
      {may("numbers:write") && <Begin />}
      {isPending ? (
        <Skeleton lines={4} />
      ) : (
        <div className="grid items-start gap-4 lg:grid-cols-[3fr_2fr]">
          <NeedsYou needs={needs} />
          <div className="grid gap-4">
            {connected.length > 0 && <NumberCards numbers={connected} />}
            {moving.length > 0 && <Running campaigns={moving} />}
          </div>
        </div>
      )}
    </Page>
  );
}

/** What there is, as far as the person may see it. */
function useOverview() {
  const now = useNow(MINUTE_MS);
  const numbers = useQuery({ ...numbersQuery, enabled: may("numbers:read") });
  const talks = useQuery({ ...talksQuery, enabled: may("inbox:read") });
  const templates = useQuery({ ...templatesQuery, enabled: may("templates:read") });
  const campaigns = useQuery({ ...campaignsQuery, enabled: may("campaigns:read") });
  const lists = [numbers, talks, templates, campaigns];
  const connected = rowsOf(numbers).filter(({ status }) => status !== "disconnected");
  return {
    lists,
    failed: lists.find(({ isError }) => isError),
    isPending: lists.some(({ isLoading }) => isLoading),
    connected,
    moving: rowsOf(campaigns).filter(({ status }) => isMoving(status)),
    needs: needsOf(
      {
        numbers: connected,
        talks: rowsOf(talks),
        templates: rowsOf(templates),
        campaigns: rowsOf(campaigns),
      },
      now,
    ),
  };
}

/** What was read of a list; nothing before it was. */
const rowsOf = <Row,>({ data }: { data: { data: readonly Row[] } | undefined }): readonly Row[] =>
  data?.data ?? [];

/** The first run, until it is done. */
function Begin() {
  const done = useFirstRun();
  if (done === null || Object.values(done).every(Boolean)) return null;
  return <FirstRun done={done} />;
}

function Running({ campaigns }: { campaigns: readonly Campaign[] }) {
  const t = useTranslations();
  const format = useFormatter();
  return (
    <Card title={t("home.running")}>
      <ul className="-mx-2 grid gap-0.5">
        {campaigns.map(({ id, name, planned }) => (
          <li key={id}>
            <Link
              className="flex min-h-11 flex-wrap items-center gap-x-3 rounded-lg px-2 py-1.5 text-sm hover:bg-sunken"
              params={{ id }}
              to="/campaigns/$id"
            >
              <bdi className="min-w-0 grow truncate font-medium">{name}</bdi>
              <span className="tabular text-ink-2">
                {t("home.people", { count: planned, number: format.number(planned) })}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
