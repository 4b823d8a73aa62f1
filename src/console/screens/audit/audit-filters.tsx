import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { useTranslations } from "use-intl";

import type { AuditFilter } from "../../api/audit.ts";
import { membersQuery } from "../../api/members.ts";
import { may } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { INPUT, TextInput } from "../../ui/field.tsx";

const MEMBER = /^usr_/;

/** Narrows the trail to whoever acted, to acts of one name, and to what was acted on. Texts count whole, as the API compares them. */
export function AuditFilters({
  filter,
  actions,
  onChange,
}: {
  filter: AuditFilter;
  /** Names of acts that are on the screen, to choose from. */
  actions: readonly string[];
  onChange: (filter: AuditFilter) => void;
}) {
  const t = useTranslations("audit");
  const id = useId();
  const members = useQuery({ ...membersQuery, enabled: may("team:read") });
  const set = (key: keyof AuditFilter) => (value: string) => {
    const { [key]: _, ...rest } = filter;
    onChange(value.trim() === "" ? rest : { ...rest, [key]: value.trim() });
  };
  const isMember = MEMBER.test(filter.actor ?? "");
  return (
    <search className="mb-4 flex flex-wrap gap-2">
      {may("team:read") && (
        <select
          aria-label={t("member")}
          className={`${INPUT} h-11 grow basis-40 md:h-10`}
          onChange={(event) => set("actor")(event.target.value)}
          value={isMember ? filter.actor : ""}
        >
          <option value="">{t("anybody")}</option>
          {members.data?.data.map(({ id: user, full_name: name }) => (
            <option key={user} value={user}>
              {name}
            </option>
          ))}
        </select>
      )}
      <TextInput
        aria-label={t("action")}
        className="grow basis-40"
        list={`${id}-actions`}
        onChange={(event) => set("action")(event.target.value)}
        placeholder={t("action")}
        type="search"
        value={filter.action ?? ""}
      />
      <datalist id={`${id}-actions`}>
        {actions.map((action) => (
          <option key={action} value={action} />
        ))}
      </datalist>
      <TextInput
        aria-label={t("target")}
        className="grow basis-40"
        onChange={(event) => set("target")(event.target.value)}
        placeholder={t("target")}
        type="search"
        value={filter.target ?? ""}
      />
      {Object.keys(filter).length > 0 && (
        <Button className="max-md:h-11 md:h-10" icon="x" look="quiet" onClick={() => onChange({})}>
          {t("clear")}
        </Button>
      )}
    </search>
  );
}
