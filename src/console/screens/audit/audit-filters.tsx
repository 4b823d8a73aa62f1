import { useQuery } from "@tanstack/react-query";
import { useEffect, useId, useState } from "react";
import { useTranslations } from "use-intl";

import type { AuditFilter } from "../../api/audit.ts";
import { membersQuery } from "../../api/members.ts";
import { may } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { INPUT, TextInput } from "../../ui/field.tsx";
import { useSettled } from "../../ui/use-settled.ts";

const MEMBER = /^usr_/;

const isSame = (one: AuditFilter, other: AuditFilter): boolean =>
  one.actor === other.actor && one.action === other.action && one.target === other.target;

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
  const [typed, setTyped] = useState(filter);
  const settled = useSettled(typed);
  const members = useQuery({ ...membersQuery, enabled: may("team:read") });
  const [known, setKnown] = useState(filter);
  if (!isSame(known, filter)) {
    setKnown(filter);
    // The address was changed by something else, such as going back.
    if (!isSame(filter, settled)) setTyped(filter);
  }
  useEffect(() => {
    if (!isSame(settled, filter)) onChange(settled);
    // Only what was typed here moves the list.
    // oxlint-disable-next-line react/exhaustive-deps -- `filter` follows `settled`
  }, [settled]);
  const set = (key: keyof AuditFilter) => (value: string) => {
    const { [key]: _, ...rest } = typed;
    setTyped(value.trim() === "" ? rest : { ...rest, [key]: value.trim() });
  };
  const isMember = MEMBER.test(typed.actor ?? "");
  return (
    <search className="mb-4 flex flex-wrap gap-2">
      {may("team:read") && (
        <select
          aria-label={t("member")}
          className={`${INPUT} h-11 grow basis-40 md:h-10`}
          onChange={(event) => set("actor")(event.target.value)}
          value={isMember ? typed.actor : ""}
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
        value={typed.action ?? ""}
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
        value={typed.target ?? ""}
      />
      {Object.keys(typed).length > 0 && (
        <Button className="max-md:h-11 md:h-10" icon="x" look="quiet" onClick={() => setTyped({})}>
          {t("clear")}
        </Button>
      )}
    </search>
  );
}
