import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";

import type { AuditLog } from "../../api/audit.ts";
import { membersQuery } from "../../api/members.ts";
import { may } from "../../api/session.ts";
import { Chip } from "../../ui/chip.tsx";
import { Icon } from "../../ui/icon.tsx";
import { LongTime } from "../../ui/time.tsx";

/** One act: what, who and when; opened, on what, from where and by which call. Acts have the names that the API has for them. */
export function AuditLine({ row }: { row: AuditLog }) {
  const t = useTranslations("audit");
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button
        aria-expanded={isOpen}
        className="flex min-h-11 w-full flex-wrap items-center gap-x-3 gap-y-1 py-2 text-left text-sm"
        onClick={() => setOpen(!isOpen)}
        type="button"
      >
        <Icon className={isOpen ? "" : "-rotate-90"} name="chevron-down" />
        <code className="text-xs font-semibold">{row.action}</code>
        {row.outcome === "failure" && <Chip tone="bad">{t("failed")}</Chip>}
        <span className="min-w-0 grow truncate">
          <Who actor={row.actor} />
        </span>
        <span className="text-xs text-ink-3">
          <LongTime at={row.at} />
        </span>
      </button>
      {isOpen && <Opened row={row} />}
    </>
  );
}

/** A member by name, where the person may see names; anybody else by what they are. */
function Who({ actor: { kind, id } }: { actor: AuditLog["actor"] }) {
  const t = useTranslations("audit");
  const members = useQuery({ ...membersQuery, enabled: may("team:read") });
  const member = members.data?.data.find(({ id: user }) => user === id);
  return member === undefined ? t("kind", { kind }) : <bdi>{member.full_name}</bdi>;
}

function Opened({ row }: { row: AuditLog }) {
  const t = useTranslations("audit");
  const facts = [
    ["actorId", row.actor.id],
    ["target", row.target],
    ["ip", row.ip],
    ["userAgent", row.user_agent],
    ["request", row.request_id],
    ["changes", row.changes === null ? null : JSON.stringify(row.changes)],
    ["place", `${row.ledger} #${row.seq}`],
  ] as const;
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 pb-4 pl-7 text-xs">
      {facts
        .filter(([, value]) => value !== null)
        .map(([name, value]) => (
          <div className="contents" key={name}>
            <dt className="text-ink-3">{t(name)}</dt>
            <dd className="font-mono break-all select-all">
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
    </dl>
  );
}
