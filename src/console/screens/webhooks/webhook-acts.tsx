import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl";

import {
  changeWebhook,
  deleteWebhook,
  enableWebhook,
  rotateSecret,
  testWebhook,
  type Webhook,
} from "../../api/webhooks.ts";
import { Button } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { ReplayDialog } from "./replay-dialog.tsx";
import { Secret } from "./secret.tsx";
import { TestOutcome } from "./test-outcome.tsx";

/** What can be done with a webhook: try it, send once more, another secret, stop it, delete it. */
export function WebhookActs({ webhook: { id, status } }: { webhook: Webhook }) {
  const t = useTranslations("webhooks");
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [asked, setAsked] = useState<"rotate" | "delete" | "replay" | null>(null);
  const again = () => queries.invalidateQueries({ queryKey: ["webhooks"] });
  const testing = useMutation({ mutationFn: () => testWebhook(id), onSettled: again });
  const isOn = status === "enabled";
  const turning = useMutation({
    mutationFn: async () => {
      if (isOn) await changeWebhook(id, { status: "disabled" }, undefined);
      else await enableWebhook(id);
    },
    onSuccess: again,
  });
  const rotation = useMutation({
    mutationFn: () => rotateSecret(id, crypto.randomUUID()),
    onSuccess: again,
  });
  const deletion = useMutation({
    mutationFn: () => deleteWebhook(id),
    onSuccess: async () => {
      await navigate({ to: "/settings/webhooks" });
      await again();
    },
  });
  const close = () => setAsked(null);
  return (
    <>
      <div className="flex flex-wrap gap-2">
        <Button busy={testing.isPending} icon="send" onClick={() => testing.mutate()}>
          {t("test")}
        </Button>
        <Button busy={turning.isPending} onClick={() => turning.mutate()}>
          {t(isOn ? "disable" : "enable")}
        </Button>
        <Button onClick={() => setAsked("replay")}>{t("replay")}</Button>
        <Button onClick={() => setAsked("rotate")}>{t("rotate")}</Button>
        <Button look="danger" onClick={() => setAsked("delete")}>
          {t("delete")}
        </Button>
      </div>
      {testing.isError && <ProblemNote error={testing.error} />}
      {testing.data && !testing.isPending && <TestOutcome result={testing.data} />}
      {turning.isError && <ProblemNote error={turning.error} />}
      {asked === "replay" && <ReplayDialog id={id} onClose={close} />}
      {asked === "rotate" && rotation.data && (
        <Secret
          onClose={() => {
            close();
            rotation.reset();
          }}
          secret={rotation.data.secret}
          title={t("rotated")}
        />
      )}
      {asked === "rotate" && !rotation.data && (
        <Confirm
          busy={rotation.isPending}
          error={rotation.error}
          onClose={close}
          onConfirm={() => rotation.mutate()}
          text={t("rotateText")}
          title={t("rotateTitle")}
          verb={t("rotate")}
        />
      )}
      {asked === "delete" && (
        <Confirm
          busy={deletion.isPending}
          error={deletion.error}
          icon="trash"
          onClose={close}
          onConfirm={() => deletion.mutate()}
          text={t("deleteText")}
          title={t("deleteTitle")}
          verb={t("delete")}
        />
      )}
    </>
  );
}
