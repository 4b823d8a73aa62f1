import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";

import type { Message } from "../../api/conversations.ts";
import { resendMessage } from "../../api/sending.ts";
import { may } from "../../api/session.ts";
import { Confirm } from "../../ui/confirm.tsx";

/** Whether the API sends a message again: one that failed, or of which nobody knows, and of no campaign. */
const canResend = ({ status, direction, campaign_id: campaign }: Message): boolean =>
  direction === "outbound" && campaign === null && (status === "failed" || status === "unknown");

/** Sends what failed once more, after it was said that the person may get it twice. */
export function Resend({ message }: { message: Message }) {
  const t = useTranslations("desk");
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const sending = useMutation({
    mutationFn: () => resendMessage(message.id),
    onSuccess: async () => {
      setAsking(false);
      await queries.invalidateQueries({ queryKey: ["conversations"] });
    },
  });
  if (!canResend(message) || !may("messages:send")) return null;
  return (
    <>
      <button
        className="min-h-8 justify-self-end text-xs font-medium underline underline-offset-2"
        onClick={() => setAsking(true)}
        type="button"
      >
        {t("resend")}
      </button>
      {isAsking && (
        <Confirm
          busy={sending.isPending}
          error={sending.error}
          icon="send"
          onClose={() => setAsking(false)}
          onConfirm={() => sending.mutate()}
          text={t("resendText", { status: message.status })}
          title={t("resendTitle")}
          verb={t("resend")}
        />
      )}
    </>
  );
}
