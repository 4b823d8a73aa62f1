import { useTranslations } from "use-intl";

import type { Message } from "../../api/conversations.ts";
import { Icon, type IconName } from "../../ui/icon.tsx";

const MARKS: Partial<Record<Message["status"], { icon: IconName; className: string }>> = {
  scheduled: { icon: "clock", className: "text-ink-3" },
  queued: { icon: "clock", className: "text-ink-3" },
  sending: { icon: "clock", className: "text-ink-3" },
  accepted: { icon: "check", className: "text-ink-3" },
  held: { icon: "hourglass", className: "text-warn" },
  sent: { icon: "check", className: "text-ink-3" },
  delivered: { icon: "check-check", className: "text-ink-3" },
  read: { icon: "check-check", className: "text-info" },
  played: { icon: "check-check", className: "text-info" },
  failed: { icon: "circle-alert", className: "text-bad" },
  unknown: { icon: "circle-question-mark", className: "text-warn" },
  skipped: { icon: "circle-slash", className: "text-ink-3" },
  cancelled: { icon: "ban", className: "text-ink-3" },
};

/** WhatsApp's own ticks, with their word for those who do not see them. */
export function StatusTick({ status }: { status: Message["status"] }) {
  const t = useTranslations("status");
  const mark = MARKS[status];
  if (mark === undefined) return null;
  return (
    <span className={`shrink-0 ${mark.className}`} title={t(status)}>
      <Icon name={mark.icon} size={15} />
      <span className="sr-only">{t(status)}</span>
    </span>
  );
}
