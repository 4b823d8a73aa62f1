import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";

import { segmentsQuery } from "../api/segments.ts";
import { ProblemNote, Skeleton } from "./feedback.tsx";
import { Field, INPUT } from "./field.tsx";

/** One of the workspace's segments. */
export function SegmentPicker({
  value,
  error,
  onChange,
}: {
  /** Id of the segment; empty while none is chosen. */
  value: string;
  error: string | undefined;
  onChange: (id: string) => void;
}) {
  const t = useTranslations("wizard");
  const query = useQuery(segmentsQuery);
  if (query.isPending) return <Skeleton className="px-0" lines={1} />;
  if (query.isError)
    return <ProblemNote error={query.error} onRetry={() => void query.refetch()} />;
  const segments = query.data.data;
  if (segments.length === 0 && value === "")
    return (
      <p className="text-sm text-ink-2">
        {t("segmentNone")}{" "}
        <Link
          className="font-medium text-accent-strong underline underline-offset-2"
          to="/settings/segments"
        >
          {t("segmentMake")}
        </Link>
      </p>
    );
  const isListed = value === "" || segments.some(({ id }) => id === value);
  return (
    <Field error={error} label={t("segmentWhich")}>
      {(attributes) => (
        <select
          {...attributes}
          className={`${INPUT} h-11 md:h-10`}
          onChange={(event) => onChange(event.target.value)}
          value={value}
        >
          <option value="">{t("segmentChoose")}</option>
          {!isListed && <option value={value}>{t("segmentGone")}</option>}
          {segments.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
