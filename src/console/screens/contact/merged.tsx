import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslations } from "use-intl";

import { serverNow } from "../../api/client.ts";
import { partContacts, type Contact } from "../../api/contacts.ts";
import { may } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { Day } from "../../ui/time.tsx";
import { toast } from "../../ui/toast.tsx";

/** Contacts that proved to be this person, and the way back while there is one. */
export function Merged({ contact }: { contact: Contact }) {
  const t = useTranslations("contact");
  const queries = useQueryClient();
  const navigate = useNavigate();
  const parting = useMutation({
    mutationFn: (other: string) => partContacts(contact.id, other),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ["contacts"] });
      toast(t("parted"));
      await navigate({ to: "/contacts/$id", params: { id } });
    },
  });
  const merged = contact.merged ?? [];
  if (merged.length === 0) return null;
  return (
    <Card title={t("merged")}>
      {parting.isError && <ProblemNote className="mb-3" error={parting.error} />}
      <ul className="grid gap-3 text-sm">
        {merged.map(({ contact_id: other, merged_at: at, cause, undoable_until: until }) => (
          <li className="flex flex-wrap items-center gap-x-3 gap-y-2" key={other}>
            <span className="grid min-w-0 grow">
              <span>{t("mergeCause", { cause })}</span>
              <span className="text-xs text-ink-3">
                <Day at={at} /> · {t.rich("undoUntil", { day: () => <Day at={until} /> })}
              </span>
            </span>
            {may("contacts:write") && Date.parse(until) > serverNow() && (
              <Button busy={parting.isPending} icon="undo-2" onClick={() => parting.mutate(other)}>
                {t("part")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
