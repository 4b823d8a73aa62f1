import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { contactQuery, reachOf } from "../../api/contacts.ts";
import { holdContact, holdsQuery, releaseContact, type Hold } from "../../api/retention.ts";
import { may } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { DeleteButton } from "../../ui/delete-button.tsx";
import { HoldDialog } from "../../ui/hold-dialog.tsx";
import { ListCard } from "../../ui/list-card.tsx";
import { MoreButton } from "../../ui/more-button.tsx";
import { Day } from "../../ui/time.tsx";

/** Whose data is held, and why. */
export function HeldPeople() {
  const t = useTranslations("retention");
  const query = useInfiniteQuery(holdsQuery);
  const [isAsking, setAsking] = useState(false);
  const act = may("privacy:write") && (
    <Button icon="lock" onClick={() => setAsking(true)}>
      {t("hold")}…
    </Button>
  );
  const holds = query.data?.pages.flatMap(({ data }) => data) ?? [];
  return (
    <>
      <ListCard
        act={act}
        empty={{ icon: "lock", title: t("emptyTitle"), text: t("emptyText") }}
        keyOf={({ contact_id: id }) => id ?? ""}
        lead={holds.length > 0 && <p className="mb-4 text-sm text-ink-2">{t("peopleLead")}</p>}
        line={(hold) => <Line hold={hold} id={hold.contact_id ?? ""} />}
        query={query}
        rows={holds}
        title={t("people")}
      >
        <MoreButton className="mt-3" query={query} />
      </ListCard>
      {isAsking && (
        <HoldDialog
          asksWhom
          contact={null}
          lead={t("peopleLead")}
          onClose={() => setAsking(false)}
          onHold={holdContact}
          title={t("hold")}
        />
      )}
    </>
  );
}

function Line({ hold: { reason, since }, id }: { hold: Hold; id: string }) {
  const t = useTranslations("retention");
  const contact = useQuery({ ...contactQuery(id), enabled: may("contacts:read") });
  const name = contact.data?.name ?? (contact.data && reachOf(contact.data)) ?? id;
  return (
    <div className="flex items-start gap-3 text-sm">
      <span className="grid min-w-0 grow gap-0.5">
        <Link
          className="w-fit max-w-full truncate font-semibold underline-offset-2 hover:underline"
          params={{ id }}
          to="/contacts/$id"
        >
          <bdi>{name}</bdi>
        </Link>
        <bdi className="break-words">{reason}</bdi>
        <span className="text-xs text-ink-3">
          {t.rich("since", { day: () => <Day at={since} /> })}
        </span>
      </span>
      {may("privacy:write") && (
        <DeleteButton
          label={t("releaseOf", { name })}
          list={["retention"]}
          onDelete={() => releaseContact(id)}
          text={t("releaseText")}
          title={t("releaseOf", { name })}
          verb={t("release")}
        />
      )}
    </div>
  );
}
