import { useQuery } from "@tanstack/react-query";
import type { ComponentProps } from "react";
import { useTranslations } from "use-intl";

import { membersQuery } from "../../api/members.ts";
import { ProblemNote, Skeleton } from "../../ui/feedback.tsx";

/** Who may be given talks: a box for each member of the workspace. */
export function Members({
  error,
  register,
}: {
  error: string | undefined;
  register: Omit<ComponentProps<"input">, "children">;
}) {
  const t = useTranslations("assignment");
  const query = useQuery(membersQuery);
  return (
    <fieldset className="grid gap-1">
      <legend className="mb-1 text-sm font-medium">{t("members")}</legend>
      {error !== undefined && (
        <p className="text-xs text-bad" role="alert">
          {error}
        </p>
      )}
      {query.isPending && <Skeleton lines={1} />}
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {query.data?.data.map(({ id, full_name: name }) => (
        <label className="flex min-h-9 items-center gap-2.5 text-sm" key={id}>
          <input {...register} className="size-4 accent-accent" type="checkbox" value={id} />
          <bdi>{name}</bdi>
        </label>
      ))}
    </fieldset>
  );
}
