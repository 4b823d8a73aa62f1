import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";
import { useTranslations } from "use-intl";

import { replayWebhook } from "../../api/webhooks.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { Field, TextInput } from "../../ui/field.tsx";
import { formText } from "../../ui/form-text.ts";
import { toast } from "../../ui/toast.tsx";

/** Send once more what was told between two instants; without the second, until now. */
export function ReplayDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useTranslations("webhooks");
  const queries = useQueryClient();
  const [isBare, setBare] = useState(false);
  const replaying = useMutation({
    mutationFn: ({ since, until }: { since: string; until: string }) =>
      replayWebhook(id, {
        since: new Date(since).toISOString(),
        ...(until !== "" && { until: new Date(until).toISOString() }),
      }),
    onSuccess: async () => {
      toast(t("replayed"));
      onClose();
      await queries.invalidateQueries({ queryKey: ["webhooks"] });
    },
  });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const since = formText(form, "since");
    setBare(since === "");
    if (since !== "") replaying.mutate({ since, until: formText(form, "until") });
  };
  return (
    <Dialog lead={t("replayLead")} onClose={onClose} title={t("replay")}>
      <form className="grid gap-4 p-5" noValidate onSubmit={submit}>
        {replaying.isError && <ProblemNote error={replaying.error} />}
        <Field error={isBare ? t("required") : undefined} label={t("since")}>
          {(attributes) => <TextInput {...attributes} name="since" type="datetime-local" />}
        </Field>
        <Field hint={t("untilHint")} label={t("until")}>
          {(attributes) => <TextInput {...attributes} name="until" type="datetime-local" />}
        </Field>
        <footer className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button busy={replaying.isPending} look="primary" type="submit">
            {t("replayVerb")}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
