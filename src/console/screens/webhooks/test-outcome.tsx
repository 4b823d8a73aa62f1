import { useTranslations } from "use-intl";

import type { testWebhook } from "../../api/webhooks.ts";
import { Icon } from "../../ui/icon.tsx";

/** What the receiver answered to a test event. */
export function TestOutcome({
  result: { outcome, status_code: status, latency_ms: ms, error, response },
}: {
  result: Awaited<ReturnType<typeof testWebhook>>;
}) {
  const t = useTranslations("webhooks");
  const isGood = outcome === "succeeded";
  return (
    <div
      className={`grid gap-1 rounded-xl p-3 text-sm ${isGood ? "bg-good-soft" : "bg-bad-soft"}`}
      role="status"
    >
      <p className={`flex items-center gap-2 font-medium ${isGood ? "text-good" : "text-bad"}`}>
        <Icon name={isGood ? "check" : "triangle-alert"} />
        {isGood ? t("testGood", { ms }) : t("testBad", { ms })}
      </p>
      <p className="text-xs">
        {status !== null && `HTTP ${status}`}
        {status !== null && error !== null && " · "}
        {error !== null && t("why", { error })}
      </p>
      {response !== null && (
        <code className="max-h-24 overflow-y-auto text-xs break-all whitespace-pre-wrap">
          {response}
        </code>
      )}
    </div>
  );
}
