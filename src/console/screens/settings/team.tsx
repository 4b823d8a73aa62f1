import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { may } from "../../api/session.ts";
import { invitationsQuery, revokeInvitation, type Invitation } from "../../api/team.ts";
import { Button } from "../../ui/button.tsx";
import { Chip, type Tone } from "../../ui/chip.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { ListCard } from "../../ui/list-card.tsx";
import { Day } from "../../ui/time.tsx";
import { toast } from "../../ui/toast.tsx";
import { InviteDialog } from "./invite-dialog.tsx";

/** Who was invited, as what, and whether they came. */
export function Team() {
  const t = useTranslations("settings");
  const query = useQuery(invitationsQuery);
  const [isInviting, setInviting] = useState(false);
  const invitations = query.data?.data ?? [];
  const act = may("team:write") && (
    <Button icon="user-plus" look="primary" onClick={() => setInviting(true)}>
      {t("invite")}
    </Button>
  );
  return (
    <>
      <ListCard
        act={act}
        empty={{ icon: "users", title: t("teamEmptyTitle"), text: t("teamEmptyText") }}
        keyOf={(invitation) => invitation.id}

        line={(invitation) => <Line invitation={invitation} />}
        query={query}
        rows={invitations}
        title={t("invitations")}
      />
      {isInviting && <InviteDialog onClose={() => setInviting(false)} />}
    </>
  );
}

const TONES: Record<Invitation["status"], Tone> = {
  pending: "info",
  accepted: "good",
  expired: "neutral",
};

function Line({
  invitation: { id, email, role, status, expires_at: expires },
}: {
  invitation: Invitation;
}) {
  const t = useTranslations("settings");
  const queries = useQueryClient();
  const revoking = useMutation({
    mutationFn: () => revokeInvitation(id),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["invitations"] });
      toast(t("revoked"));
    },
  });
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 text-sm">
      <span className="grid min-w-0 grow basis-52">
        <bdi className="truncate font-medium">{email}</bdi>
        <span className="text-xs text-ink-3">
          {t("role", { role })}
          {status === "pending" && (
            <>
              {" · "}
              {t.rich("until", { day: () => <Day at={expires} /> })}
            </>
          )}
        </span>
      </span>
      <Chip tone={TONES[status]}>{t("invitationStatus", { status })}</Chip>
      {status === "pending" && may("team:write") && (
        <Button
          aria-label={t("revokeOf", { email })}
          busy={revoking.isPending}
          look="quiet"
          onClick={() => revoking.mutate()}
        >
          {t("revoke")}
        </Button>
      )}
      {revoking.isError && <ProblemNote className="basis-full" error={revoking.error} />}
    </div>
  );
}
