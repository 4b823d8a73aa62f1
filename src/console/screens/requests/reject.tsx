import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";
import { useTranslations } from "use-intl";

import { rejectRequest } from "../../api/privacy.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { Field, TextInput } from "../../ui/field.tsx";
import { toast } from "../../ui/toast.tsx";

/** A request is refused, with the reason that the person is told. */
export function RejectDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useTranslations("requests");
  const app = useTranslations("app");
  const queries = useQueryClient();
  const [reason, setReason] = useState("");
  const [isEmpty, setEmpty] = useState(false);
  const rejecting = useMutation({
    mutationFn: () => rejectRequest(id, reason),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["privacy-requests"] });
      toast(t("rejected"));
      onClose();
    },
  });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setEmpty(reason.trim() === "");
    if (reason.trim() !== "") rejecting.mutate();
  };
  return (
    <Dialog onClose={onClose} title={t("reject")}>
      <form className="grid gap-4 p-5" noValidate onSubmit={submit}>
        {rejecting.isError && <ProblemNote error={rejecting.error} />}
        <Field
          error={isEmpty ? t("required") : undefined}
          hint={t("reasonHint")}
          label={t("reason")}
        >
          {(attributes) => (
            <TextInput
              {...attributes}
              maxLength={1000}
              onChange={(event) => setReason(event.target.value)}
              value={reason}
            />
          )}
        </Field>
        <footer className="flex justify-end gap-2">
          <Button onClick={onClose}>{app("cancel")}</Button>
          <Button busy={rejecting.isPending} look="danger" type="submit">
            {t("reject")}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
