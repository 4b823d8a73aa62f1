import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { contactPageQuery, reachOf, type Contact } from "../../api/contacts.ts";
import { may } from "../../api/session.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Button } from "../../ui/button.tsx";
import { Chip } from "../../ui/chip.tsx";
import { ConsentChip } from "../../ui/consent-chip.tsx";
import { ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { HeldNote } from "../../ui/held-note.tsx";
import { Page } from "../../ui/page.tsx";
import { ConsentTimeline } from "./consent-timeline.tsx";
import { EditContact } from "./edit-contact.tsx";
import { Happened } from "./happened.tsx";
import { Identities } from "./identities.tsx";
import { MergeContact } from "./merge-contact.tsx";
import { Merged } from "./merged.tsx";
import { NeverWritten } from "./never-written.tsx";
import { OptOutLink } from "./opt-out-link.tsx";
import { Profile } from "./profile.tsx";
import { RecordConsent } from "./record-consent.tsx";
import { Talks } from "./talks.tsx";
import { TheirData } from "./their-data.tsx";
import { TheirNotes } from "./their-notes.tsx";

/** One person: who they are, what they agreed to and how it is proved, and what was said. */
export function ContactPage() {
  const { id } = useParams({ from: "/signed-in/contacts/$id" });
  return <Person id={id} key={id} />;
}

type Act = "edit" | "consent" | "merge";

function Person({ id }: { id: string }) {
  const t = useTranslations();
  const query = useQuery(contactPageQuery(id));
  const [act, setAct] = useState<Act | null>(null);
  const close = () => setAct(null);
  const back = { to: "/contacts", label: t("contacts.title") } as const;
  if (query.isPending)
    return (
      <Page back={back} title={t("contact.title")}>
        <Skeleton lines={3} />
      </Page>
    );
  if (query.data === undefined)
    return (
      <Page back={back} title={t("contact.title")}>
        <ProblemNote error={query.error} onRetry={() => void query.refetch()} />
      </Page>
    );
  const { body: contact } = query.data;
  return (
    <Page
      act={<Acts onAct={setAct} />}
      back={back}
      lead={<Lead contact={contact} />}
      title={
        <span className="flex items-center gap-3">
          <Avatar name={contact.name ?? ""} />
          <bdi className="min-w-0 truncate">{nameOf(contact) ?? t("contacts.noName")}</bdi>
        </span>
      }
    >
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1.4fr)_minmax(0,1fr)]">
        <div className="grid gap-4">
          <HeldNote contact={contact} />
          <ConsentTimeline contact={contact} onRecord={() => setAct("consent")} />
          <Talks contact={contact} />
          <Happened contact={contact} />
        </div>
        <div className="grid gap-4">
          <Profile contact={contact} />
          <TheirNotes contact={contact} />
          <Identities id={contact.id} />
          <Merged contact={contact} />
          <OptOutLink contact={contact} />
          <NeverWritten contact={contact} />
          <TheirData contact={contact} />
        </div>
      </div>
      {act === "edit" && <EditContact onClose={close} version={query.data} />}
      {act === "consent" && <RecordConsent contact={contact} onClose={close} />}
      {act === "merge" && <MergeContact contact={contact} onClose={close} />}
    </Page>
  );
}

function Acts({ onAct }: { onAct: (act: Act) => void }) {
  const t = useTranslations("contact");
  if (!may("contacts:write")) return null;
  return (
    <span className="flex flex-wrap justify-end gap-2">
      <Button icon="merge" onClick={() => onAct("merge")}>
        {t("merge")}
      </Button>
      <Button icon="pencil" look="primary" onClick={() => onAct("edit")}>
        {t("edit")}
      </Button>
    </span>
  );
}

function Lead({ contact }: { contact: Contact }) {
  const t = useTranslations("contact");
  return (
    <span className="flex flex-wrap items-center gap-2">
      <ConsentChip contact={contact} />
      {contact.blocked && (
        <Chip icon="ban" tone="bad">
          {t("blocked")}
        </Chip>
      )}
      <span className="tabular select-all">{reachOf(contact)}</span>
    </span>
  );
}

const nameOf = (contact: Contact): string | null => contact.name ?? (reachOf(contact) || null);
