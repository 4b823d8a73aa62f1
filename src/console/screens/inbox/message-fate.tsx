import type { ReactNode } from "react";
import { useFormatter, useTranslations } from "use-intl";

import type { Message } from "../../api/conversations.ts";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { useRemedy } from "../../ui/use-remedy.ts";
import { Resend } from "./resend.tsx";
import { Scheduled } from "./scheduled.tsx";

/** Why a message has not arrived: what it waits for and until when, or why it failed and what to do. */
export function MessageFate({ message }: { message: Message }) {
  const t = useTranslations();
  const format = useFormatter();
  const remedyOf = useRemedy();
  const { error, waiting, skip_reason: skipped } = message;
  if (message.status === "scheduled") return <Scheduled message={message} />;
  if (error)
    return (
      <>
        <Note icon="circle-alert" look="text-bad">
          <span className="font-semibold">
            {t("talk.failure", { code: error.code }) || error.title}.
          </span>{" "}
          {remedyOf(error)}
        </Note>
        <Resend message={message} />
      </>
    );
  if (waiting) {
    const at = waiting.next_attempt_at;
    const why =
      waiting.remedy_code === null
        ? t("talk.waits", { code: waiting.code })
        : remedyOf({
            remedy_code: waiting.remedy_code,
            remedy: t("talk.waits", { code: waiting.code }),
          });
    return (
      <Note icon="clock" look="text-warn">
        {why}{" "}
        {at !== null &&
          t("talk.triedAgain", {
            time: format.dateTime(new Date(at), { hour: "numeric", minute: "2-digit" }),
          })}
      </Note>
    );
  }
  if (skipped !== null)
    return (
      <Note icon="circle-slash" look="text-ink-2">
        {t("campaigns.skip", { reason: skipped })}
      </Note>
    );
  if (message.status === "unknown" || message.status === "held")
    return (
      <>
        <Note icon="circle-question-mark" look="text-warn">
          {t("talk.fate", { status: message.status })}
        </Note>
        <Resend message={message} />
      </>
    );
  return null;
}

function Note({ icon, look, children }: { icon: IconName; look: string; children: ReactNode }) {
  return (
    <p className={`flex items-start gap-1.5 text-xs ${look}`}>
      <Icon className="mt-0.5 shrink-0" name={icon} size={13} />
      <span>{children}</span>
    </p>
  );
}
