import { useQuery } from "@tanstack/react-query";
import { useParams, useRouteContext, useSearch } from "@tanstack/react-router";
import { useTranslations } from "use-intl";

import { isInUse, numbersQuery, type PhoneNumber } from "../../api/numbers.ts";
import { may } from "../../api/session.ts";
import { templateQuery, type Template } from "../../api/templates.ts";
import { EmptyState, ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { Page } from "../../ui/page.tsx";
import { EditTemplate } from "./edit-template.tsx";
import { partsOf } from "./parts.ts";
import { ReadTemplate } from "./read-template.tsx";
import { useStarter } from "./starters.ts";

/** `/templates/new`: from a starter, from another language of the same name, or from nothing. */
export function NewTemplate() {
  const { starter, from } = useSearch({ from: "/signed-in/templates/new" });
  const { language } = useRouteContext({ from: "__root__" });
  const first = useStarter(starter, language.locale);
  const numbers = useQuery(numbersQuery);
  const original = useQuery({ ...templateQuery(from ?? ""), enabled: from !== undefined });
  const homes = numbers.data?.data.filter(isInUse) ?? [];
  if (homes.length === 0 || (from !== undefined && original.data === undefined))
    return (
      <NotYet
        error={numbers.error ?? original.error}
        hasNoNumber={numbers.isSuccess && homes.length === 0}
        onRetry={() => void Promise.all([numbers.refetch(), from && original.refetch()])}
      />
    );
  const source = original.data?.body;
  const parts =
    source === undefined
      ? { ...first, numberId: homeIn(homes) }
      : { ...partsOf(source, homeIn(homes, source)), language: "" };
  return <EditTemplate homes={accountsOf(homes)} key={from ?? starter ?? ""} parts={parts} />;
}

/** A number of the account that a template belongs to; for a new one the newest number. */
const homeIn = (numbers: readonly PhoneNumber[], template?: Pick<Template, "waba_id">): string =>
  (numbers.find(({ waba_id: account }) => account === template?.waba_id) ?? numbers[0])?.id ?? "";

/** What stands in the place of the form until it can be filled. */
function NotYet({
  error,
  hasNoNumber,
  onRetry,
}: {
  error: unknown;
  hasNoNumber: boolean;
  onRetry: () => void;
}) {
  const t = useTranslations("templates");
  return (
    <Page back={{ to: "/templates", label: t("all") }} title={t("new")}>
      {error !== null ? (
        <ProblemNote error={error} onRetry={onRetry} />
      ) : hasNoNumber ? (
        <EmptyState icon="phone" text={t("noNumberText")} title={t("noNumber")} />
      ) : (
        <Skeleton />
      )}
    </Page>
  );
}

/** `/templates/$id`: a draft can be changed, whatever went to Meta can be looked at. */
export function TemplatePage() {
  const t = useTranslations("templates");
  const { id } = useParams({ from: "/signed-in/templates/$id" });
  const query = useQuery(templateQuery(id));
  const numbers = useQuery(numbersQuery);
  if (query.data === undefined)
    return (
      <Page back={{ to: "/templates", label: t("all") }} title={t("one")}>
        {query.isError ? (
          <ProblemNote error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <Skeleton />
        )}
      </Page>
    );
  const { body: template, etag } = query.data;
  if (template.status !== "draft" || !may("templates:write"))
    return <ReadTemplate template={template} />;
  const home = numbers.data?.data.find(
    (number) => isInUse(number) && number.waba_id === template.waba_id,
  );
  return (
    <EditTemplate
      homes={[]}
      key={id}
      kept={{ template, etag }}
      parts={partsOf(template, home?.id ?? "")}
    />
  );
}

/** One number for each account: templates belong to accounts, and people know numbers. */
const accountsOf = (numbers: readonly PhoneNumber[]): PhoneNumber[] =>
  [...Map.groupBy(numbers, ({ waba_id: account }) => account).values()].flatMap(
    ([first]) => first ?? [],
  );
