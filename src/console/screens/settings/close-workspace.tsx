import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { closeWorkspace, workspaceQuery } from "../../api/workspace.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ConfirmTyped } from "../../ui/confirm-typed.tsx";
import { focusContent } from "../../ui/focus-content.ts";
import { formText } from "../../ui/form-text.ts";
import { focusPassword, PasswordAgain, sortRefusal } from "../../ui/password-again.tsx";
import { toast } from "../../ui/toast.tsx";

/** Closes the workspace, for an owner who types its name and their password. The frame of every screen tells the way back. */
export function CloseWorkspace({ name }: { name: string }) {
  const t = useTranslations("ending");
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const [isEmpty, setEmpty] = useState(false);
  const closing = useMutation({
    mutationFn: (password: string) => closeWorkspace(name, password),
    onSuccess: async () => {
      setAsking(false);
      await queries.invalidateQueries();
      focusContent();
      toast(t("workspaceClosed"));
    },
    onError: (error) => {
      if (sortRefusal(error).password !== null) focusPassword();
      // The name is wrong when somebody gave the workspace another meanwhile.
      else void queries.invalidateQueries({ queryKey: workspaceQuery.queryKey });
    },
  });
  const refusal = sortRefusal(closing.error);
  const confirm = (form: FormData) => {
    const password = formText(form, "password");
    setEmpty(password === "");
    if (password === "") focusPassword();
    else closing.mutate(password);
  };
  return (
    <Card title={t("workspace")}>
      <p className="mb-3 max-w-2xl text-sm text-ink-2">{t("workspaceText")}</p>
      <Button
        icon="power"
        look="danger"
        onClick={() => {
          closing.reset();
          setEmpty(false);
          setAsking(true);
        }}
      >
        {t("workspace")}…
      </Button>
      {isAsking && (
        <ConfirmTyped
          busy={closing.isPending}
          error={refusal.rest}
          onClose={() => setAsking(false)}
          onConfirm={confirm}
          text={t("workspaceText")}
          title={t("workspaceTitle", { name })}
          verb={t("workspaceVerb")}
          word={name}
        >
          <PasswordAgain fault={isEmpty ? "required" : refusal.password} />
        </ConfirmTyped>
      )}
    </Card>
  );
}
