import { useQuery } from "@tanstack/react-query";
import type { ComponentProps } from "react";
import { useTranslations } from "use-intl";

import { membersQuery } from "../../api/members.ts";
import { CheckList } from "../../ui/check-list.tsx";

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
    <CheckList
      box={() => register}
      fault={error}
      label={t("members")}
      options={(query.data?.data ?? []).map(({ id, full_name: name }) => [id, name])}
      source={query}
    />
  );
}
