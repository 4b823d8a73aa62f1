import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";

import { talksQuery } from "../../api/home.ts";
import { buttonLook, type ButtonLook } from "../../ui/button.tsx";
import { cx } from "../../ui/cx.ts";
import { Icon } from "../../ui/icon.tsx";
import { STEPS, type Step } from "./steps.ts";
import { TryIt } from "./try-it.tsx";

/** The way to the first campaign, one act a step; what is next stands out. */
export function FirstRun({ done }: { done: Readonly<Record<Step, boolean>> }) {
  const t = useTranslations("home");
  const next = STEPS.find((step) => !done[step]);
  const count = STEPS.filter((step) => done[step]).length;
  return (
    <section
      aria-labelledby="first-run"
      className="mb-4 overflow-hidden rounded-2xl border border-line bg-surface"
    >
      <header className="flex flex-wrap items-baseline gap-x-3 gap-y-1 px-4 pt-4 pb-3 md:px-5">
        <h2 className="grow text-base font-semibold" id="first-run">
          {t("firstRun")}
        </h2>
        <p className="text-sm text-ink-3">{t("stepsDone", { count, total: STEPS.length })}</p>
      </header>
      <ol className="divide-y divide-line border-t border-line">
        {STEPS.map((step, at) => (
          <li
            aria-current={step === next ? "step" : undefined}
            className={cx(
              "flex items-start gap-3 px-4 py-3.5 md:px-5",
              step === next && "bg-accent-soft/40",
            )}
            key={step}
          >
            <Mark at={at + 1} isDone={done[step]} />
            <div className="flex min-h-7 min-w-0 grow flex-wrap items-center gap-x-4 gap-y-2">
              <div className="min-w-0 grow basis-56">
                <h3 className={cx("text-sm font-medium", done[step] && "text-ink-3")}>
                  {t("step", { step })}
                  {done[step] && <span className="sr-only"> ({t("done")})</span>}
                </h3>
                {step === next && <p className="text-sm text-ink-2">{t("stepText", { step })}</p>}
              </div>
              {!done[step] && <Act isNext={step === next} step={step} />}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Mark({ isDone, at }: { isDone: boolean; at: number }) {
  return (
    <span
      aria-hidden="true"
      className={cx(
        "tabular my-0.5 grid size-6 shrink-0 place-items-center rounded-full text-xs font-semibold",
        isDone ? "bg-good-soft text-good" : "border border-line-strong text-ink-2",
      )}
    >
      {isDone ? <Icon name="check" size={14} /> : at}
    </span>
  );
}

/** Of the screen that another part of the console holds. */
const TEMPLATES: string = "/templates";

function Act({ step, isNext }: { step: Step; isNext: boolean }) {
  const t = useTranslations("home");
  const talks = useQuery(talksQuery);
  const talk = talks.data?.data.find(({ window_expires_at: until }) => until !== null);
  const look: ButtonLook = isNext ? "primary" : "plain";
  const words = t("act", { step });
  switch (step) {
    case "number":
      return <TryIt />;
    case "message":
      return talk === undefined ? (
        <ActLink look={look} to="/inbox">
          {words}
        </ActLink>
      ) : (
        <Link className={buttonLook(look)} params={{ id: talk.id }} to="/inbox/$id">
          {words}
        </Link>
      );
    case "consent":
      return (
        <ActLink look={look} to="/contacts">
          {words}
        </ActLink>
      );
    case "template":
      return (
        <ActLink look={look} to={TEMPLATES}>
          {words}
        </ActLink>
      );
    case "campaign":
      return (
        <ActLink look={look} to="/campaigns">
          {words}
        </ActLink>
      );
  }
}

const ActLink = ({ to, look, children }: { to: string; look: ButtonLook; children: ReactNode }) => (
  <Link className={buttonLook(look)} to={to}>
    {children}
  </Link>
);
