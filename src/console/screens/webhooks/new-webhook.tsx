import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";

import { createWebhook } from "../../api/webhooks.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { LeaveGuard } from "../../ui/leave-guard.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { toFields } from "../../ui/to-fields.ts";
import { Secret } from "./secret.tsx";
import { bodyOf, EMPTY, FIELDS, type Values } from "./values.ts";
import { WebhookFields } from "./webhook-fields.tsx";

/** A new place for events, and then its secret, this once. */
export function NewWebhook() {
  const t = useTranslations("webhooks");
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [rest, setRest] = useState<unknown>(null);
  const form = useForm<Values>({ defaultValues: EMPTY });
  const creation = useMutation({
    mutationFn: (values: Values) => createWebhook(bodyOf(values), crypto.randomUUID()),
    onMutate: () => setRest(null),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["webhooks"] }),
    onError: (error) =>
      setRest(
        toFields(error, [...FIELDS], {
          setError: form.setError,
          wordsOf: (code) => t("field", { code }),
        }),
      ),
  });
  const made = creation.data;
  const submit = (values: Values) => {
    if (values.types.length > 0) creation.mutate(values);
    else form.setError("types", { message: t("chooseTypes") });
  };
  return (
    <Card title={t("new")}>
      <form
        className="grid max-w-lg gap-5"
        noValidate
        onSubmit={(event) => void form.handleSubmit(submit)(event)}
      >
        {rest !== null && <ProblemNote error={rest} />}
        <WebhookFields form={form} headerNames={[]} />
        <footer className="flex gap-2">
          <Button busy={creation.isPending} look="primary" type="submit">
            {t("create")}
          </Button>
          <LinkButton to="/settings/webhooks">{t("cancel")}</LinkButton>
        </footer>
      </form>
      <LeaveGuard when={form.formState.isDirty && made === undefined} />
      {made && (
        <Secret
          onClose={() =>
            void navigate({ to: "/settings/webhooks/$id", params: { id: made.id }, replace: true })
          }
          secret={made.secret}
          title={t("made")}
        />
      )}
    </Card>
  );
}
