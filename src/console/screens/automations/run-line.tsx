import { useTranslations } from "use-intl";

import type { Run } from "../../api/automations.ts";
import { Chip, type Tone } from "../../ui/chip.tsx";
import type { IconName } from "../../ui/icon.tsx";
import { ShortTime } from "../../ui/time.tsx";
import { useNow } from "../../ui/use-now.ts";
import { useReasonWords } from "./use-reason-words.ts";

const LOOKS: Record<Run["status"], { tone: Tone; icon: IconName }> = {
  waiting: { tone: "info", icon: "hourglass" },
  completed: { tone: "good", icon: "check" },
  failed: { tone: "bad", icon: "circle-alert" },
  stopped: { tone: "neutral", icon: "ban" },
  handed_off: { tone: "warn", icon: "user-round" },
};

/** How a run stands, in a word. */
export function RunState({ run: { status } }: { run: Pick<Run, "status"> }) {
  const t = useTranslations("runs");
  const { tone, icon } = LOOKS[status];
  return (
    <Chip icon={icon} tone={tone}>
      {t("status", { status })}
    </Chip>
  );
}

const MINUTE_MS = 60_000;

/** One run: who, how it stands, at which step, since when. Pressed, it tells all. */
export function RunLine({ run, onOpen }: { run: Run; onOpen: () => void }) {
  const t = useTranslations("runs");
  const reasonWords = useReasonWords();
  const now = useNow(MINUTE_MS);
  return (
    <button
      className="flex w-full flex-wrap items-center gap-x-3 gap-y-1 rounded-lg py-3 text-left text-sm hover:bg-canvas/60"
      onClick={onOpen}
      type="button"
    >
      <span className="grid min-w-0 grow basis-48 gap-0.5">
        <bdi className="truncate font-medium">{run.contact_name ?? t("noName")}</bdi>
        <span className="truncate text-xs text-ink-3">
          {run.step !== null && t("atStep", { step: run.step })}
          {run.step === null && run.reason !== null && reasonWords(run.reason)}
        </span>
      </span>
      <RunState run={run} />
      <span className="tabular text-xs text-ink-3">{t("version", { version: run.version })}</span>
      <span className="w-20 text-right text-xs text-ink-3">
        <ShortTime at={run.updated_at} now={now} />
      </span>
    </button>
  );
}
