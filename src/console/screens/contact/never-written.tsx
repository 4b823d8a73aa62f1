import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";

import type { Contact } from "../../api/contacts.ts";
import { may } from "../../api/session.ts";
import { release, suppress, suppressionsQuery, type Reason } from "../../api/suppressions.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { RadioCards } from "../../ui/radio-cards.tsx";
import { Day } from "../../ui/time.tsx";
import { toast } from "../../ui/toast.tsx";

const REASONS: readonly Reason[] = ["requested", "complaint", "legal", "other"];

/** Whether the person stands on the list of those whom nothing is sent to, and the way on it and off it. */
export function NeverWritten({ contact }: { contact: Contact }) {
  const t = useTranslations("suppression");
  const [isAsking, setAsking] = useState(false);
  if (!may("consents:read")) return null;
  return (
    <Card title={t("title")}>
      {contact.suppressed ? (
        <OnTheList contact={contact} />
      ) : (
        <>
          <p className="mb-3 text-sm text-ink-2">{t("off")}</p>
          {may("consents:write") && (
            <Button icon="ban" onClick={() => setAsking(true)}>
              {t("add")}…
            </Button>
          )}
        </>
      )}
      {isAsking && <Ask contact={contact} onClose={() => setAsking(false)} />}
    </Card>
  );
}

function OnTheList({ contact }: { contact: Contact }) {
  const t = useTranslations("suppression");
  const query = useQuery(suppressionsQuery(contact.id));
  const changed = useChanged();
  const releasing = useMutation({
    mutationFn: release,
    onSuccess: () => changed(t("removed")),
  });
  if (query.isPending) return <Skeleton lines={2} />;
  if (query.isError)
    return <ProblemNote error={query.error} onRetry={() => void query.refetch()} />;
  const { data: entries } = query.data;
  return (
    <div className="grid justify-items-start gap-3 text-sm">
      <ul className="grid gap-1">
        {entries.map(({ id, reason, created_at: at }) => (
          <li key={id}>
            {t("why", { reason })} · <Day at={at} />
          </li>
        ))}
      </ul>
      {releasing.isError && <ProblemNote error={releasing.error} />}
      {may("consents:write") && entries.length > 0 && (
        <Button busy={releasing.isPending} icon="undo-2" onClick={() => releasing.mutate(entries)}>
          {t("remove")}
        </Button>
      )}
    </div>
  );
}

function Ask({ contact, onClose }: { contact: Contact; onClose: () => void }) {
  const t = useTranslations("suppression");
  const app = useTranslations("app");
  const [reason, setReason] = useState<Reason>("requested");
  const changed = useChanged();
  const adding = useMutation({
    mutationFn: () => suppress(contact.id, reason),
    onSuccess: async () => {
      await changed(t("added"));
      onClose();
    },
  });
  return (
    <Dialog lead={t("lead")} onClose={onClose} title={t("add")}>
      <div className="grid gap-4 overflow-y-auto p-5">
        {adding.isError && <ProblemNote error={adding.error} />}
        <RadioCards
          label={t("reason")}
          options={REASONS.map((one) => ({ value: one, title: t("why", { reason: one }) }))}
          register={{
            name: "reason",
            value: reason,
            onChange: (event) => setReason(event.target.value as Reason),
          }}
        />
        <footer className="flex justify-end gap-2">
          <Button onClick={onClose}>{app("cancel")}</Button>
          <Button busy={adding.isPending} look="danger" onClick={() => adding.mutate()}>
            {t("add")}
          </Button>
        </footer>
      </div>
    </Dialog>
  );
}

/** Has everything that is shown of the person asked for again. */
function useChanged(): (words: string) => Promise<void> {
  const queries = useQueryClient();
  return async (words) => {
    await queries.invalidateQueries({ queryKey: ["contacts"] });
    toast(words);
  };
}
