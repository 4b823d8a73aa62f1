import { useTranslations } from "use-intl";

import type { GoldenTest } from "../../api/automations.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { useAt } from "../../ui/tree-form.tsx";
import type { Findings } from "./use-findings.ts";

const LOOKS: Record<Standing, { icon: IconName; tone: string }> = {
  passed: { icon: "check", tone: "text-good" },
  failed: { icon: "circle-alert", tone: "text-bad" },
  unplayed: { icon: "hourglass", tone: "text-ink-3" },
};
type Standing = "passed" | "failed" | "unplayed";

/** Conversations that must go as they were kept: one that does not keeps the automation from being published. */
export function TestsCard({
  tests,
  saved,
  isDirty,
  findings: { findings, isChecked, isChecking },
  onTry,
}: {
  tests: readonly GoldenTest[];
  /** As they were checked. */
  saved: readonly GoldenTest[];
  isDirty: boolean;
  findings: Findings;
  onTry: () => void;
}) {
  const t = useTranslations("try");
  const { isFixed, write } = useAt("/tests");
  const others = findings.some(
    ({ code, severity }) => severity === "error" && code !== "test_failed",
  );
  const isSame = JSON.stringify(tests) === JSON.stringify(saved);
  const faultOf = (index: number) =>
    isSame
      ? findings.find(({ pointer }) => `${pointer}/`.startsWith(`/tests/${index}/`))
      : undefined;
  const standingOf = (index: number): Standing => {
    if (faultOf(index) !== undefined) return "failed";
    return isChecked && !isChecking && !isDirty && !others ? "passed" : "unplayed";
  };
  return (
    <Card title={t("tests")}>
      {tests.length === 0 && <p className="text-sm text-ink-2">{t("testsNone")}</p>}
      <ul className="grid gap-1">
        {tests.map(({ name, messages }, index) => {
          const standing = standingOf(index);
          const { icon, tone } = LOOKS[standing];
          return (
            <li className="flex items-start gap-2 text-sm" data-at={`/tests/${index}`} key={index}>
              <Icon className={`mt-2.5 shrink-0 ${tone}`} name={icon} />
              <span className="min-w-0 grow py-1.5">
                <bdi className="font-medium break-words">{name}</bdi>
                <span className="block text-xs text-ink-2">
                  {t("standing", { standing })} · {t("acts", { count: messages.length })}
                </span>
                {standing === "failed" && (
                  <span className="block text-xs break-words text-bad">{faultOf(index)?.text}</span>
                )}
              </span>
              {!isFixed && (
                <IconButton
                  icon="trash"
                  label={t("removeTest", { name })}
                  onClick={() => write(tests.filter((_, one) => one !== index))}
                />
              )}
            </li>
          );
        })}
      </ul>
      <Button className="mt-3" icon="play" onClick={onTry}>
        {t("title")}
      </Button>
    </Card>
  );
}
