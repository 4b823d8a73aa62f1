import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";

import { membersQuery } from "../../api/members.ts";
import { ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { SelectAt } from "../../ui/tree-fields.tsx";
import { useAt } from "../../ui/tree-form.tsx";
import { below } from "../../ui/tree.ts";

const WAYS = ["round_robin", "user", "nobody"] as const;

/** To whom a talk is given: members in turn, one of them, or nobody. */
export function AssignFields({ at, step }: { at: string; step: { readonly how: string } }) {
  const t = useTranslations("step");
  return (
    <>
      <SelectAt
        at={below(at, "how")}
        label={t("assignHow")}
        options={WAYS.map((way) => [way, t("assignWay", { way })])}
      />
      {step.how !== "nobody" && <MembersAt at={below(at, "members")} />}
    </>
  );
}

function MembersAt({ at }: { at: string }) {
  const t = useTranslations("step");
  const { value, fault, isFixed, write } = useAt(at);
  const query = useQuery(membersQuery);
  const chosen = Array.isArray(value) ? value.map(String) : [];
  return (
    <fieldset className="grid gap-1" data-at={at}>
      <legend className="mb-1 text-sm font-medium">{t("assignMembers")}</legend>
      {fault !== undefined && (
        <p className="text-xs text-bad" role="alert">
          {fault}
        </p>
      )}
      {query.isPending && <Skeleton lines={1} />}
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {query.data?.data.map(({ id, full_name: name }) => (
        <label className="flex min-h-9 items-center gap-2.5 text-sm" key={id}>
          <input
            checked={chosen.includes(id)}
            className="size-4 accent-accent"
            disabled={isFixed}
            onChange={({ target: { checked } }) =>
              write(checked ? [...chosen, id] : chosen.filter((one) => one !== id))
            }
            type="checkbox"
          />
          <bdi>{name}</bdi>
        </label>
      ))}
    </fieldset>
  );
}
