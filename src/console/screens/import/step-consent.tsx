import { useState } from "react";
import { useTranslations } from "use-intl";

import { may } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { Icon } from "../../ui/icon.tsx";
import { RadioCards } from "../../ui/radio-cards.tsx";
import { tellsConsent } from "./columns.ts";
import { DeclarationFields } from "./declaration-fields.tsx";
import type { ConsentPlan, Draft } from "./draft.ts";
import { useCheck } from "./use-check.ts";

const KINDS: readonly ConsentPlan["kind"][] = ["none", "declared"];

/** What the people of the list agreed to, and who answers for it; then the list goes to be checked. */
export function StepConsent({
  draft,
  onChange,
}: {
  draft: Draft;
  onChange: (draft: Draft) => void;
}) {
  const t = useTranslations("import");
  const [isTried, setTried] = useState(false);
  const checking = useCheck();
  const { consent } = draft;
  const isDeclared = consent.kind === "declared";
  const hasColumn = tellsConsent(draft.columns);
  const isMissing =
    isDeclared &&
    [consent.statement, consent.source, consent.declaredBy].some((text) => text.trim() === "");
  const change = (part: Partial<ConsentPlan>) =>
    onChange({ ...draft, consent: { ...consent, ...part } });
  return (
    <form
      className="grid gap-4"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!isMissing && !checking.isPending) checking.mutate(draft);
      }}
    >
      <Card title={t("consentTitle")}>
        {may("consents:write") ? (
          <RadioCards
            label={t("consentAsk")}
            options={KINDS.map((one) => ({
              value: one,
              title: t(`consent_${one}`),
              text: t(`consentText_${one}`),
            }))}
            register={{
              name: "consent",
              value: consent.kind,
              onChange: (event) =>
                // Safe: the values of the radios are the kinds.
                change({ kind: event.currentTarget.value as ConsentPlan["kind"] }),
            }}
          />
        ) : (
          <Note>{t("consentScope")}</Note>
        )}
        {!isDeclared && hasColumn && <Note>{t("consentDropped")}</Note>}
      </Card>
      {isDeclared && (
        <Card title={t("proofTitle")}>
          <div className="grid gap-4">
            <p className="text-sm text-ink-2">{t(hasColumn ? "consentByColumn" : "consentAll")}</p>
            <DeclarationFields consent={consent} isTried={isTried} onChange={change} />
            <Note>{t("neverAgain")}</Note>
          </div>
        </Card>
      )}
      {checking.isError && <ProblemNote error={checking.error} />}
      <footer className="flex flex-wrap items-center justify-end gap-3">
        <span aria-live="polite" className="text-sm text-ink-2">
          {checking.isPending && t("sending")}
        </span>
        <Button busy={checking.isPending} icon="list" look="primary" type="submit">
          {t("check")}
        </Button>
      </footer>
    </form>
  );
}

const Note = ({ children }: { children: string }) => (
  <p className="mt-3 flex items-start gap-2 rounded-xl bg-sunken p-3 text-sm text-ink-2">
    <Icon className="mt-0.5 shrink-0" name="info" />
    {children}
  </p>
);
