import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";
import { useTranslations } from "use-intl";

import { removeSecondStep, startSecondStep } from "../../api/account.ts";
import { meQuery } from "../../api/workspace.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Chip } from "../../ui/chip.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { formText } from "../../ui/form-text.ts";
import { PasswordAgain, sortRefusal } from "../../ui/password-again.tsx";
import { toast } from "../../ui/toast.tsx";
import { SetUp } from "./second-step-setup.tsx";

/** Whether signing in takes a code of an app beside the password: set it up, or take it off. */
export function SecondStep({ isOn }: { isOn: boolean }) {
  const t = useTranslations("secondStep");
  const [open, setOpen] = useState<"on" | "off" | null>(null);
  return (
    <Card
      aside={<Chip tone={isOn ? "good" : "neutral"}>{t(isOn ? "on" : "off")}</Chip>}
      title={t("title")}
    >
      <div className="grid max-w-md justify-items-start gap-4">
        <p className="text-sm text-ink-2">{t(isOn ? "textOn" : "textOff")}</p>
        {isOn ? (
          <Button look="danger" onClick={() => setOpen("off")}>
            {t("turnOff")}
          </Button>
        ) : (
          <Button icon="shield-check" look="primary" onClick={() => setOpen("on")}>
            {t("turnOn")}
          </Button>
        )}
      </div>
      {open === "on" && <TurnOn onClose={() => setOpen(null)} />}
      {open === "off" && <TurnOff onClose={() => setOpen(null)} />}
    </Card>
  );
}

/** Ask for an app's seed, with the password where that is needed; then set the app up. */
function TurnOn({ onClose }: { onClose: () => void }) {
  const t = useTranslations("secondStep");
  const starting = useMutation({ mutationFn: startSecondStep, gcTime: 0 });
  if (starting.data) return <SetUp onClose={onClose} step={starting.data} />;
  return (
    <Dialog onClose={onClose} title={t("turnOnTitle")}>
      <Proof act={starting} onClose={onClose} text={t("before")} verb={t("begin")} />
    </Dialog>
  );
}

function TurnOff({ onClose }: { onClose: () => void }) {
  const t = useTranslations("secondStep");
  const queries = useQueryClient();
  const removing = useMutation({
    mutationFn: removeSecondStep,
    onSuccess: async () => {
      onClose();
      toast(t("turnedOff"));
      await queries.invalidateQueries({ queryKey: meQuery.queryKey });
    },
  });
  return (
    <Dialog onClose={onClose} title={t("turnOffTitle")}>
      <Proof
        act={removing}
        isDanger
        onClose={onClose}
        text={t("turnOffText")}
        verb={t("turnOff")}
      />
    </Dialog>
  );
}

/** An act that may ask for the password: the field comes once the API has asked, and stays. */
function Proof({
  act: { error, isPending, mutate },
  text,
  verb,
  isDanger = false,
  onClose,
}: {
  act: {
    readonly error: unknown;
    readonly isPending: boolean;
    readonly mutate: (password: string | null) => void;
  };
  text: string;
  verb: string;
  isDanger?: boolean;
  onClose: () => void;
}) {
  const t = useTranslations("secondStep");
  const [given, setGiven] = useState<string | null>(null);
  const [isAsked, setAsked] = useState(false);
  const { password, rest } = sortRefusal(error);
  if (password !== null && !isAsked) setAsked(true);
  // The first refusal only asks.
  const fault = given === null ? null : given === "" ? "required" : password;
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = isAsked ? formText(new FormData(event.currentTarget), "password") : null;
    setGiven(typed);
    if (typed !== "" && !isPending) mutate(typed);
  };
  return (
    <form className="grid gap-4 p-5" noValidate onSubmit={submit}>
      {rest !== null && <ProblemNote error={rest} />}
      <p className="text-sm text-ink-2">{text}</p>
      {isAsked && <PasswordAgain fault={fault} />}
      <footer className="flex justify-end gap-2">
        <Button onClick={onClose}>{t("cancel")}</Button>
        <Button busy={isPending} look={isDanger ? "danger" : "primary"} type="submit">
          {verb}
        </Button>
      </footer>
    </form>
  );
}
