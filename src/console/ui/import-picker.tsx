import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "use-intl";

import { importQuery, importsQuery, type Import } from "../api/imports.ts";
import { ProblemNote, Skeleton } from "./feedback.tsx";
import { Field, INPUT } from "./field.tsx";
import { MoreButton } from "./more-button.tsx";

/** Whether an import wrote people, and has them still. */
const hasPeople = ({ dry_run: isDry, status }: Import): boolean =>
  !isDry && status !== "undoing" && status !== "undone";

/** What an import is called where one is chosen among several. */
export function useImportName(): (of: Import) => string {
  const t = useTranslations("wizard");
  const format = useFormatter();
  return ({ file_name: file, created, updated, unchanged, created_at: at }) =>
    t("importName", {
      file: file ?? "–",
      count: created + updated + unchanged,
      day: format.dateTime(new Date(at), { dateStyle: "medium" }),
    });
}

/** One of the workspace's imports that has people, the newest first. */
export function ImportPicker({
  value,
  error,
  onChange,
}: {
  /** Id of the import; empty while none is chosen. */
  value: string;
  error: string | undefined;
  onChange: (id: string) => void;
}) {
  const t = useTranslations("wizard");
  const nameOf = useImportName();
  const query = useInfiniteQuery(importsQuery);
  const listed = (query.data?.pages ?? []).flatMap(({ data }) => data).filter(hasPeople);
  const isListed = value === "" || listed.some(({ id }) => id === value);
  const chosen = useQuery({ ...importQuery(value), enabled: !isListed });
  if (query.isPending) return <Skeleton className="px-0" lines={1} />;
  if (query.isError)
    return <ProblemNote error={query.error} onRetry={() => void query.refetch()} />;
  if (listed.length === 0 && value === "" && !query.hasNextPage)
    return <p className="text-sm text-ink-2">{t("importNone")}</p>;
  return (
    <div className="grid gap-2">
      <Field error={error} label={t("importWhich")}>
        {(attributes) => (
          <select
            {...attributes}
            className={`${INPUT} h-11 md:h-10`}
            onChange={(event) => onChange(event.target.value)}
            value={value}
          >
            <option value="">{t("importChoose")}</option>
            {!isListed && (
              <option value={value}>
                {chosen.data === undefined ? t("import") : nameOf(chosen.data)}
              </option>
            )}
            {listed.map((one) => (
              <option key={one.id} value={one.id}>
                {nameOf(one)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <MoreButton query={query} />
    </div>
  );
}
