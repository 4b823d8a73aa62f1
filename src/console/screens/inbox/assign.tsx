import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";

import type { Conversation } from "../../api/conversations.ts";
import { membersQuery } from "../../api/members.ts";
import { currentPerson, may } from "../../api/session.ts";
import { cx } from "../../ui/cx.ts";
import { ProblemNote } from "../../ui/feedback.tsx";
import { INPUT } from "../../ui/field.tsx";
import { useChange } from "./use-change.ts";

/** Who deals with the talk: oneself, another member, or nobody. */
export function Assign({
  conversation: { id, assignee },
  className,
  ...attributes
}: {
  conversation: Conversation;
  className?: string;
  id?: string;
  "aria-label"?: string;
}) {
  const t = useTranslations("desk");
  const { data } = useQuery(membersQuery);
  const change = useChange(id);
  const me = currentPerson()?.user.id;
  const members = data?.data ?? [];
  const others = members.filter((member) => member.id !== me);
  const shown = change.isPending ? (change.variables.assignee ?? null) : assignee;
  const isKnown = shown === null || shown.id === me || others.some((one) => one.id === shown.id);
  return (
    <>
      <select
        {...attributes}
        className={cx(INPUT, "h-10 truncate md:h-9", className)}
        disabled={!may("inbox:write")}
        onChange={({ target: { value } }) =>
          // Safe: the values of the options are ids of members.
          change.mutate({
            assignee: value === "" ? null : { kind: "user", id: value as NonNullable<typeof me> },
          })
        }
        value={shown?.id ?? ""}
      >
        <option value="">{t("nobody")}</option>
        {me !== undefined && <option value={me}>{t("me")}</option>}
        {others.map((member) => (
          <option key={member.id} value={member.id}>
            {member.full_name}
          </option>
        ))}
        {!isKnown && <option value={shown.id}>{t("left")}</option>}
      </select>
      {change.isError && <ProblemNote error={change.error} />}
    </>
  );
}
