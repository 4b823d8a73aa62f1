import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";

import type { Contact } from "../../api/contacts.ts";
import { Card } from "../../ui/card.tsx";
import { Day, LongTime } from "../../ui/time.tsx";
import { textOf } from "./contact-values.ts";

/** What is known of the person: tags, and the fields that templates fill in. */
export function Profile({ contact }: { contact: Contact }) {
  const t = useTranslations();
  const fields = Object.entries(contact.fields);
  return (
    <Card title={t("contact.profile")}>
      <dl className="grid gap-3 text-sm">
        <Fact label={t("contacts.tags")}>
          {contact.tags.length > 0 && (
            <span className="flex flex-wrap gap-1">
              {contact.tags.map((tag) => (
                <Link
                  className="inline-flex h-6 items-center rounded-full bg-sunken px-2 text-xs font-medium text-ink-2 hover:text-ink hover:underline"
                  key={tag}
                  search={{ tag }}
                  to="/contacts"
                >
                  <bdi>{tag}</bdi>
                </Link>
              ))}
            </span>
          )}
        </Fact>
        {fields.map(([name, value]) => (
          <Fact key={name} label={name}>
            <bdi className="written">{textOf(value)}</bdi>
          </Fact>
        ))}
        <Fact label={t("inbox.language")}>{contact.language}</Fact>
        <Fact label={t("contact.timezone")}>{contact.timezone}</Fact>
        <Fact label={t("contact.externalId")}>
          {contact.external_id !== null && <bdi className="select-all">{contact.external_id}</bdi>}
        </Fact>
        <Fact label={t("inbox.username")}>
          {contact.username !== null && <bdi>@{contact.username}</bdi>}
        </Fact>
        <Fact label={t("contacts.lastWrote")}>
          {contact.last_inbound_at === null ? (
            t("contacts.never")
          ) : (
            <LongTime at={contact.last_inbound_at} />
          )}
        </Fact>
        <Fact label={t("contacts.added")}>
          <Day at={contact.created_at} />
        </Fact>
      </dl>
    </Card>
  );
}

/** A line of the list; what is not known is said to be so. */
function Fact({ label, children }: { label: string; children: ReactNode }) {
  const isEmpty = children === null || children === false;
  return (
    <div className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] gap-3">
      <dt className="text-ink-3">
        <bdi>{label}</bdi>
      </dt>
      <dd className="min-w-0">{isEmpty ? <span className="text-ink-3">–</span> : children}</dd>
    </div>
  );
}
