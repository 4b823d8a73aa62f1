import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { deleteRule, replaceRule, ruleBody, rulesQuery, type Rule } from "../../api/assignment.ts";
import { membersQuery } from "../../api/members.ts";
import { may } from "../../api/session.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { Chip } from "../../ui/chip.tsx";
import { DeleteButton } from "../../ui/delete-button.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { ListCard } from "../../ui/list-card.tsx";
import { RuleDialog } from "./rule-dialog.tsx";

/** Who is given talks that nobody has, rule by rule in their order. */
export function Assignment() {
  const t = useTranslations("assignment");
  const query = useQuery(rulesQuery);
  const [open, setOpen] = useState<Rule | "new" | null>(null);
  const rules = query.data ?? [];
  const act = may("inbox:write") && (
    <Button icon="plus" look="primary" onClick={() => setOpen("new")}>
      {t("new")}
    </Button>
  );
  return (
    <>
      <ListCard
        act={act}
        empty={{ icon: "users", title: t("emptyTitle"), text: t("emptyText") }}
        isOrdered
        keyOf={(rule) => rule.id}
        lead={rules.length > 0 && <p className="mb-2 text-sm text-ink-2">{t("lead")}</p>}
        line={(rule, index) => (
          <Line
            after={rules[index + 1]}
            before={rules[index - 1]}
            onEdit={() => setOpen(rule)}
            rule={rule}
          />
        )}
        query={query}
        rows={rules}
        title={t("title")}
      />
      {open !== null && (
        <RuleDialog
          onClose={() => setOpen(null)}
          place={(rules.at(-1)?.place ?? 0) + 10}
          rule={open === "new" ? null : open}
        />
      )}
    </>
  );
}

function Line({
  rule,
  before,
  after,
  onEdit,
}: {
  rule: Rule;
  before: Rule | undefined;
  after: Rule | undefined;
  onEdit: () => void;
}) {
  const t = useTranslations("assignment");
  const queries = useQueryClient();
  const members = useQuery(membersQuery).data?.data ?? [];
  const again = () => queries.invalidateQueries({ queryKey: ["assignment-rules"] });
  const moving = useMutation({
    mutationFn: async (other: Rule) => {
      // Two rules of one place change nothing by an exchange: then this one steps past the other.
      const past = other.place === rule.place ? (other === before ? -1 : 1) : 0;
      await replaceRule(rule.id, ruleBody(rule, { place: Math.max(0, other.place + past) }));
      if (past === 0) await replaceRule(other.id, ruleBody(other, { place: rule.place }));
    },
    onSettled: again,
  });
  const names = rule.members.map(
    (id) => members.find((member) => member.id === id)?.full_name ?? t("left"),
  );
  const { name } = rule;
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1.5 text-sm">
      <span className="grid min-w-0 grow basis-52 gap-0.5">
        <span className="flex flex-wrap items-center gap-2">
          <bdi className="font-medium">{name}</bdi>
          {!rule.enabled && <Chip icon="pause">{t("off")}</Chip>}
        </span>
        <span className="text-xs text-ink-2">
          {t("how", { how: rule.how })}: <bdi>{names.join(", ")}</bdi>
        </span>
        <span className="text-xs text-ink-3">
          {t("when", {
            tags: rule.when.tags.length === 0 ? "none" : rule.when.tags.join(", "),
            languages: rule.when.languages.length === 0 ? "none" : rule.when.languages.join(", "),
            numbers: rule.when.numbers.length,
            hours: rule.when.hours ?? "always",
          })}
        </span>
      </span>
      {may("inbox:write") && (
        <span className="flex">
          <IconButton
            className="rotate-180"
            disabled={before === undefined}
            icon="arrow-down"
            label={t("up", { name })}
            onClick={() => before && moving.mutate(before)}
          />
          <IconButton
            disabled={after === undefined}
            icon="arrow-down"
            label={t("down", { name })}
            onClick={() => after && moving.mutate(after)}
          />
          <IconButton icon="pencil" label={t("editOf", { name })} onClick={onEdit} />
          <DeleteButton
            label={t("deleteOf", { name })}
            list={["assignment-rules"]}
            onDelete={() => deleteRule(rule.id)}
            text={t("deleteText")}
            title={t("deleteTitle", { name })}
            verb={t("delete")}
          />
        </span>
      )}
      {moving.isError && <ProblemNote className="basis-full" error={moving.error} />}
    </div>
  );
}
