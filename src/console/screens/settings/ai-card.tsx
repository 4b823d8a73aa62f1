import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";

import {
  aiSettingsQuery,
  changeAiSettings,
  mayChangeAi,
  type AiSettings,
} from "../../api/drafts.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { CheckCard } from "../../ui/check-card.tsx";
import { Chip } from "../../ui/chip.tsx";
import { ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { Field, TextInput } from "../../ui/field.tsx";
import { toast } from "../../ui/toast.tsx";
import { useAiWords } from "../../ui/use-ai-words.ts";

const CAP_MAX = 100_000;

/** Whether AI drafts here, with which models and how often. An owner decides; everybody else reads it. */
export function AiCard() {
  const t = useTranslations("ai");
  const settings = useQuery(aiSettingsQuery);
  return (
    <Card
      aside={settings.data && <Chip>{t(settings.data.enabled ? "isOn" : "isOff")}</Chip>}
      title={t("title")}
    >
      {settings.isPending && <Skeleton lines={2} />}
      {settings.isError && (
        <ProblemNote error={settings.error} onRetry={() => void settings.refetch()} />
      )}
      {settings.data && <Decide key={JSON.stringify(settings.data)} settings={settings.data} />}
    </Card>
  );
}

function Decide({ settings }: { settings: AiSettings }) {
  const t = useTranslations("ai");
  const words = useAiWords();
  const queries = useQueryClient();
  const [enabled, setEnabled] = useState(settings.enabled);
  const [cap, setCap] = useState(String(settings.monthly_cap));
  const isCap = /^\d{1,6}$/.test(cap) && Number(cap) <= CAP_MAX;
  const change = useMutation({
    mutationFn: () => changeAiSettings({ enabled, monthly_cap: Number(cap) }),
    onSuccess: (changed) => {
      queries.setQueryData(aiSettingsQuery.queryKey, changed);
      toast(t(changed.enabled ? "turnedOn" : "turnedOff"));
    },
  });
  const used = t("used", { count: settings.used.drafts, cap: settings.monthly_cap });
  if (!mayChangeAi())
    return (
      <div className="grid gap-1 text-sm text-ink-2">
        <p>{t("ownerOnly")}</p>
        <p>{used}</p>
      </div>
    );
  return (
    <form
      className="grid max-w-md gap-4"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (isCap) change.mutate();
      }}
    >
      {change.isError && <ProblemNote error={change.error} words={words} />}
      <CheckCard
        checked={enabled}
        onChange={setEnabled}
        text={t("enableText")}
        title={t("enable")}
      />
      <Field error={isCap ? undefined : t("capWrong")} hint={used} label={t("cap")}>
        {(attributes) => (
          <TextInput
            {...attributes}
            className="w-32"
            inputMode="numeric"
            onChange={(event) => setCap(event.target.value)}
            value={cap}
          />
        )}
      </Field>
      <p className="text-xs text-ink-3">{t("models", { models: settings.models.join(", ") })}</p>
      <Button busy={change.isPending} className="justify-self-start" look="primary" type="submit">
        {t("save")}
      </Button>
    </form>
  );
}
