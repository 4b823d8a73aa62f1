import { useInfiniteQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";

import { consentTimelineQuery, type ConsentAct } from "../../api/consents.ts";
import type { Contact } from "../../api/contacts.ts";
import { may } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { cx } from "../../ui/cx.ts";
import { ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { MoreButton } from "../../ui/more-button.tsx";
import { LongTime } from "../../ui/time.tsx";
import { ProofButton, VerifyLedger } from "./ledger.tsx";

/** Every act of consent, newest first: what was done, how, when, and what proves it. */
export function ConsentTimeline({ contact, onRecord }: { contact: Contact; onRecord: () => void }) {
  const t = useTranslations();
  const query = useInfiniteQuery({
    ...consentTimelineQuery(contact.id),
    enabled: may("consents:read"),
  });
  const acts = query.data?.pages.flatMap(({ data }) => data) ?? [];
  if (!may("consents:read")) return null;
  return (
    <Card
      aside={
        may("consents:write") && (
          <Button icon="shield-check" onClick={onRecord}>
            {t("contact.record")}
          </Button>
        )
      }
      title={t("inbox.history")}
    >
      {contact.consents.marketing === "withdrawn" && (
        <p className="mb-4 flex items-start gap-2 rounded-xl bg-sunken p-3 text-sm text-ink-2">
          <Icon className="mt-0.5 shrink-0" name="info" />
          {t("contact.withdrawnNote")}
        </p>
      )}
      {query.isPending && <Skeleton className="px-0" lines={2} />}
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && acts.length === 0 && (
        <p className="text-sm text-ink-2">{t("contact.noActs")}</p>
      )}
      <ol className="grid">
        {acts.map((act, index) => (
          <Act act={act} isLast={index === acts.length - 1} key={act.id} />
        ))}
      </ol>
      <MoreButton query={query} />
      <VerifyLedger />
    </Card>
  );
}

const MARKS: Record<ConsentAct["action"], { readonly icon: IconName; readonly look: string }> = {
  grant: { icon: "check", look: "bg-good-soft text-good" },
  withdraw: { icon: "ban", look: "bg-bad-soft text-bad" },
  request: { icon: "circle-question-mark", look: "bg-sunken text-ink-2" },
};

function Act({ act, isLast }: { act: ConsentAct; isLast: boolean }) {
  const t = useTranslations("contact");
  const { icon, look } = MARKS[act.action];
  return (
    <li className="grid grid-cols-[auto_1fr] gap-x-3">
      <span className="grid grid-rows-[auto_1fr] justify-items-center">
        <span className={cx("grid size-8 place-items-center rounded-full", look)}>
          <Icon name={icon} />
        </span>
        {!isLast && <span aria-hidden="true" className="w-px bg-line" />}
      </span>
      <div className="grid gap-0.5 pt-1 pb-5 text-sm">
        <p>
          <span className="font-medium">{t("did", { action: act.action })}</span>{" "}
          <span className="text-ink-2">{t("how", { method: act.method })}</span>
        </p>
        <p className="text-xs text-ink-3">
          <LongTime at={act.captured_at} />
        </p>
        <details className="text-xs text-ink-2">
          <summary className="w-fit cursor-pointer py-1 text-ink-3 hover:text-ink">
            {t("proof")}
          </summary>
          <dl className="grid gap-1.5 rounded-lg bg-sunken p-3">
            <Proof label={t("ledger")}>{t("ledgerPlace", { seq: act.seq })}</Proof>
            <Proof label={t("recorded")}>
              <LongTime at={act.recorded_at} />
            </Proof>
            <Proof label={t("wording")}>
              {act.statement === null ? (
                t("wordingNone")
              ) : (
                <q className="whitespace-pre-wrap break-words" dir="auto">
                  {act.statement}
                </q>
              )}
            </Proof>
            {act.source !== null && (
              <Proof label={t("source")}>
                <bdi className="break-words">{act.source}</bdi>
              </Proof>
            )}
            {act.statement_sha256 !== null && (
              <Proof label={t("wordingHash")}>
                <code className="break-all select-all">sha256 {act.statement_sha256}</code>
              </Proof>
            )}
            {act.hash !== null && (
              <Proof label={t("sealed")}>
                <code className="break-all select-all">{act.hash}</code>
              </Proof>
            )}
          </dl>
          {act.hash !== null && <ProofButton id={act.id} />}
        </details>
      </div>
    </li>
  );
}

function Proof({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-3 sm:grid-cols-[8rem_1fr]">
      <dt className="text-ink-3">{label}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}
