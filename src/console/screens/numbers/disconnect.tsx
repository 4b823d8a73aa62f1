import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { disconnectNumber, type PhoneNumber } from "../../api/numbers.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ConfirmTyped } from "../../ui/confirm-typed.tsx";
import { toast } from "../../ui/toast.tsx";

/** Gives the number up: its token is forgotten, its talks stay. */
export function Disconnect({ number: { id, name } }: { number: PhoneNumber }) {
  const t = useTranslations("numbers");
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const disconnection = useMutation({
    mutationFn: () => disconnectNumber(id),
    onSuccess: async () => {
      toast(t("disconnected", { name }));
      await navigate({ to: "/settings/numbers" });
      await queries.invalidateQueries({ queryKey: ["numbers"] });
    },
  });
  return (
    <Card title={t("disconnect")}>
      <p className="mb-3 max-w-2xl text-sm text-ink-2">{t("disconnectText")}</p>
      <Button icon="trash" look="danger" onClick={() => setAsking(true)}>
        {t("disconnect")}…
      </Button>
      {isAsking && (
        <ConfirmTyped
          busy={disconnection.isPending}
          error={disconnection.error}
          onClose={() => setAsking(false)}
          onConfirm={() => disconnection.mutate()}
          text={t("disconnectText")}
          title={t("disconnectTitle", { name })}
          verb={t("disconnect")}
          word={name}
        />
      )}
    </Card>
  );
}
