import { useMutation } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";
import { useFormatter, useTranslations } from "use-intl";

import { toProblem } from "../../api/problem.ts";
import { leaveAccount } from "../../api/session.ts";
import { deleteMe, ownedAlone } from "../../api/workspace.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { formText } from "../../ui/form-text.ts";
import { focusPassword, PasswordAgain, sortRefusal } from "../../ui/password-again.tsx";

/** Deletes the person's account; the way in says that it is done. */
export function DeleteAccount() {
  const t = useTranslations("ending");
  const [isAsking, setAsking] = useState(false);
  return (
    <Card title={t("account")}>
      <p className="mb-3 max-w-2xl text-sm text-ink-2">{t("accountText")}</p>
      <Button icon="trash" look="danger" onClick={() => setAsking(true)}>
        {t("account")}…
      </Button>
      {isAsking && <Ask onClose={() => setAsking(false)} />}
    </Card>
  );
}

function Ask({ onClose }: { onClose: () => void }) {
  const t = useTranslations("ending");
  const app = useTranslations("app");
  const format = useFormatter();
  const [isEmpty, setEmpty] = useState(false);
  const deletion = useMutation({
    mutationFn: deleteMe,
    onSuccess: leaveAccount,
    onError: (error) => {
      if (sortRefusal(error).password !== null) focusPassword();
    },
  });
  const refusal = sortRefusal(deletion.error);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const password = formText(new FormData(event.currentTarget), "password");
    setEmpty(password === "");
    if (password === "") focusPassword();
    else if (!deletion.isPending) deletion.mutate(password);
  };
  const words = (code: string) => {
    const names = ownedAlone(toProblem(deletion.error));
    return code === "last_owner" && names.length > 0
      ? { title: t("lastOwner", { names: format.list(names) }), remedy: t("lastOwnerRemedy") }
      : { title: "", remedy: "" };
  };
  return (
    <Dialog onClose={onClose} title={t("accountTitle")}>
      <form className="grid gap-4 p-5" noValidate onSubmit={submit}>
        <p className="text-sm text-ink-2">{t("accountText")}</p>
        {refusal.rest !== null && <ProblemNote error={refusal.rest} words={words} />}
        <PasswordAgain fault={isEmpty ? "required" : refusal.password} />
        <footer className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{app("cancel")}</Button>
          <Button busy={deletion.isPending} look="danger" type="submit">
            {t("accountVerb")}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
