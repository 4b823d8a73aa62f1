import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";

import type { Versioned } from "../../api/client.ts";
import { toProblem } from "../../api/problem.ts";
import { changeWebhook, readWebhook, webhookQuery, type Webhook } from "../../api/webhooks.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { DiffList } from "../../ui/diff-list.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { LeaveGuard } from "../../ui/leave-guard.tsx";
import { toFields } from "../../ui/to-fields.ts";
import { toast } from "../../ui/toast.tsx";
import { TwoVersions } from "../../ui/two-versions.tsx";
import { bodyOf, FIELDS, valuesOf, type Values } from "./values.ts";
import { WebhookFields } from "./webhook-fields.tsx";

/** What a webhook is, to be changed; over what somebody else changed meanwhile nobody writes unseen. */
export function EditWebhook({ version }: { version: Versioned<Webhook> }) {
  const t = useTranslations("webhooks");
  const { id, header_names: headerNames } = version.body;
  const queries = useQueryClient();
  const [base, setBase] = useState(version);
  const [theirs, setTheirs] = useState<Versioned<Webhook> | null>(null);
  const [rest, setRest] = useState<unknown>(null);
  const start = valuesOf(base.body);
  const form = useForm<Values>({ defaultValues: start, values: start });
  const { isDirty } = form.formState;
  if (!isDirty && version.etag !== base.etag) setBase(version);
  const adopt = (next: Versioned<Webhook>) => {
    setBase(next);
    setTheirs(null);
    form.reset(valuesOf(next.body));
  };
  const saving = useMutation({
    mutationFn: ({ values, etag }: { values: Values; etag: string | undefined }) =>
      changeWebhook(id, bodyOf(values), etag),
    onMutate: () => setRest(null),
    onSuccess: async (after) => {
      queries.setQueryData(webhookQuery(id).queryKey, after);
      adopt(after);
      toast(t("saved"));
      await queries.invalidateQueries({ queryKey: ["webhooks"] });
    },
    onError: async (error) => {
      if (toProblem(error).code === "precondition_failed") return setTheirs(await readWebhook(id));
      const wordsOf = (code: string) => t("field", { code });
      setRest(toFields(error, [...FIELDS], { setError: form.setError, wordsOf }));
    },
  });
  const submit = (values: Values) => {
    if (values.types.length > 0) saving.mutate({ values, etag: base.etag });
    else form.setError("types", { message: t("chooseTypes") });
  };
  return (
    <Card title={t("change")}>
      <form
        className="grid max-w-lg gap-5"
        noValidate
        onSubmit={(event) => void form.handleSubmit(submit)(event)}
      >
        {rest !== null && theirs === null && <ProblemNote error={rest} />}
        <WebhookFields form={form} headerNames={headerNames} />
        <Button busy={saving.isPending} className="justify-self-start" look="primary" type="submit">
          {t("save")}
        </Button>
      </form>
      <LeaveGuard when={isDirty} />
      {theirs !== null && (
        <TwoVersions
          error={rest}
          isBusy={saving.isPending}
          onClose={() => setTheirs(null)}
          onMine={() => saving.mutate({ values: form.getValues(), etag: theirs.etag })}
          onTheirs={() => adopt(theirs)}
        >
          <Differences mine={form.getValues()} theirs={valuesOf(theirs.body)} />
        </TwoVersions>
      )}
    </Card>
  );
}

function Differences({ mine, theirs }: { mine: Values; theirs: Values }) {
  const t = useTranslations("webhooks");
  const labels = { url: t("url"), types: t("types"), numbers: t("numbers"), payload: t("payload") };
  const rows = (["url", "types", "numbers", "payload"] as const).map((key) => ({
    key,
    label: labels[key],
    theirs: String(theirs[key]),
    mine: String(mine[key]),
  }));
  return <DiffList rows={rows.filter((row) => row.theirs !== row.mine)} />;
}
