import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";

import { decideHold, type HoldDecision } from "../api/consents.ts";
import type { Contact } from "../api/contacts.ts";
import { may } from "../api/session.ts";
import { Button } from "./button.tsx";
import { Card } from "./card.tsx";
import { ProblemNote } from "./feedback.tsx";
import { LongTime } from "./time.tsx";
import { toast } from "./toast.tsx";

/** What the person wrote may refuse marketing: none is sent until somebody has read it and says what it meant. */
export function HeldNote({ contact }: { contact: Contact }) {
  const t = useTranslations("contact");
  const queries = useQueryClient();
  const deciding = useMutation({
    mutationFn: (decision: HoldDecision) => decideHold(contact.id, decision),
    onSuccess: async (_, decision) => {
      await queries.invalidateQueries({ queryKey: ["contacts"] });
      toast(t(decision === "withdraw" ? "heldWithdrawn" : "heldReleased"));
    },
  });
  const { marketing_hold: hold } = contact;
  if (hold === null) return null;
  return (
    <Card title={t("heldTitle")}>
      <div className="grid gap-3 text-sm">
        <p className="text-ink-2">
          {t("heldText")} <LongTime at={hold.since} />
        </p>
        {deciding.isError && <ProblemNote error={deciding.error} />}
        {may("consents:write") && (
          <div className="flex flex-wrap gap-2">
            <Button
              busy={deciding.isPending}
              icon="ban"
              look="danger"
              onClick={() => deciding.mutate("withdraw")}
            >
              {t("heldWithdraw")}
            </Button>
            <Button
              busy={deciding.isPending}
              icon="check"
              onClick={() => deciding.mutate("release")}
            >
              {t("heldRelease")}
            </Button>
          </div>
        )}
      </div>
    </Card>
  );
}
