import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";
import { useTranslations } from "use-intl";

import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";
import { ProblemNote } from "./feedback.tsx";
import { Field, TextInput } from "./field.tsx";
import { toast } from "./toast.tsx";

/** Data is held for a law: whose, and why. */
export function HoldDialog({
  title,
  lead,
  contact,
  asksWhom = false,
  onHold,
  onClose,
}: {
  title: string;
  lead: string;
  /** Whose data it is; null where it is asked for, or where everybody's is meant. */
  contact: string | null;
  asksWhom?: boolean;
  onHold: (contact: string, reason: string) => Promise<unknown>;
  onClose: () => void;
}) {
  const t = useTranslations("retention");
  const app = useTranslations("app");
  const queries = useQueryClient();
  const [who, setWho] = useState(contact ?? "");
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);
  const holding = useMutation({
    mutationFn: () => onHold(who.trim(), reason.trim()),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["retention"] });
      await queries.invalidateQueries({ queryKey: ["contacts"] });
      toast(t("placed"));
      onClose();
    },
  });
  const isMissing = (text: string) => isTried && text.trim() === "";
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    const isWhole = reason.trim() !== "" && (!asksWhom || who.trim() !== "");
    if (isWhole && !holding.isPending) holding.mutate();
  };
  return (
    <Dialog lead={lead} onClose={onClose} title={title}>
      <form className="grid gap-4 p-5" noValidate onSubmit={submit}>
        {holding.isError && <ProblemNote error={holding.error} />}
        {asksWhom && (
          <Field
            error={isMissing(who) ? t("required") : undefined}
            hint={t("whoHint")}
            label={t("who")}
          >
            {(attributes) => (
              <TextInput
                {...attributes}
                autoComplete="off"
                maxLength={160}
                onChange={(event) => setWho(event.target.value)}
                value={who}
              />
            )}
          </Field>
        )}
        <Field
          error={isMissing(reason) ? t("required") : undefined}
          hint={t("reasonHint")}
          label={t("reason")}
        >
          {(attributes) => (
            <TextInput
              {...attributes}
              autoComplete="off"
              maxLength={500}
              onChange={(event) => setReason(event.target.value)}
              value={reason}
            />
          )}
        </Field>
        <footer className="flex justify-end gap-2">
          <Button onClick={onClose}>{app("cancel")}</Button>
          <Button busy={holding.isPending} icon="lock" look="primary" type="submit">
            {title}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
