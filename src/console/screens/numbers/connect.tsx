import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { numbersQuery, type PhoneNumber } from "../../api/numbers.ts";
import { Card } from "../../ui/card.tsx";
import { Choice } from "../../ui/choice.tsx";
import { ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { Icon } from "../../ui/icon.tsx";
import { CloudForm } from "./cloud-form.tsx";
import { SandboxForm } from "./sandbox-form.tsx";

type Kind = PhoneNumber["kind"];

const KINDS: readonly Kind[] = ["cloud", "sandbox"];

/** A number of Meta's or a pretend one. A workspace holds one kind, so the other is not offered where there is one already. */
export function Connect() {
  const t = useTranslations("numbers");
  const query = useQuery(numbersQuery);
  const [wanted, setWanted] = useState<Kind | null>(null);
  if (query.isPending) return <Skeleton lines={3} />;
  if (query.data === undefined)
    return <ProblemNote error={query.error} onRetry={() => void query.refetch()} />;
  const held = query.data.data[0]?.kind;
  const kind = held ?? wanted ?? "cloud";
  return (
    <>
      <Back />
      <Card title={t("connect")}>
        {held === undefined ? (
          <fieldset className="mb-5 grid max-w-2xl items-start gap-3 sm:grid-cols-2">
            <legend className="sr-only">{t("kind")}</legend>
            {KINDS.map((one) => (
              <Choice
                checked={kind === one}
                key={one}
                name="kind"
                onChange={() => setWanted(one)}
                text={t("kindText", { kind: one })}
                title={t("kindName", { kind: one })}
              />
            ))}
          </fieldset>
        ) : (
          <p className="mb-4 max-w-2xl rounded-xl bg-info-soft p-3 text-sm text-info">
            {t("heldKind", { kind: held })}
          </p>
        )}
        {kind === "cloud" ? <CloudForm /> : <SandboxForm />}
      </Card>
    </>
  );
}

/** The way back to the list. */
export function Back() {
  const t = useTranslations("numbers");
  return (
    <Link
      className="flex h-8 w-fit items-center gap-1 text-sm font-medium text-ink-2 hover:text-ink"
      to="/settings/numbers"
    >
      <Icon name="chevron-left" />
      {t("all")}
    </Link>
  );
}
