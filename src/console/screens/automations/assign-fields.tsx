import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";

import { membersQuery } from "../../api/members.ts";
import { CheckList } from "../../ui/check-list.tsx";
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
    <CheckList
      at={at}
      box={(id) => ({
        checked: chosen.includes(id),
        disabled: isFixed,
        onChange: ({ target: { checked } }) =>
          write(checked ? [...chosen, id] : chosen.filter((one) => one !== id)),
      })}
      fault={fault}
      label={t("assignMembers")}
      options={(query.data?.data ?? []).map(({ id, full_name: name }) => [id, name])}
      source={query}
    />
  );
}
