import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import { useTranslations } from "use-intl";

import { postStatus } from "../../api/sandbox.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { Field, INPUT, TextInput } from "../../ui/field.tsx";
import { toFields } from "../../ui/to-fields.ts";
import { toast } from "../../ui/toast.tsx";

const STATUSES = ["sent", "delivered", "read", "failed"] as const;

/** Pretend Meta tells what became of one message. */
export function PostStatus({
  numberId,
  wamid,
  onClose,
}: {
  numberId: string;
  wamid: string;
  onClose: () => void;
}) {
  const t = useTranslations("sandbox");
  const statuses = useTranslations("status");
  const queries = useQueryClient();
  const [rest, setRest] = useState<unknown>(null);
  const form = useForm<{ status: (typeof STATUSES)[number]; code: string }>({
    defaultValues: { status: "read", code: "" },
  });
  const status = useWatch({ control: form.control, name: "status" });
  const posting = useMutation({
    mutationFn: (values: { status: string; code: string }) =>
      postStatus(numberId, {
        wamid,
        status: values.status,
        ...(values.status === "failed" && values.code !== "" && { code: Number(values.code) }),
      }),
    onSuccess: async () => {
      toast(t("told"));
      onClose();
      await queries.invalidateQueries({ queryKey: ["conversations"] });
    },
    onError: (error) =>
      setRest(
        toFields(error, ["status", "code"], {
          setError: form.setError,
          wordsOf: (code) => t("field", { code }),
        }),
      ),
  });
  return (
    <Dialog lead={t("tellLead")} onClose={onClose} title={t("tell")}>
      <form
        className="grid gap-4 p-5"
        noValidate
        onSubmit={(event) => void form.handleSubmit((values) => posting.mutate(values))(event)}
      >
        {rest !== null && <ProblemNote error={rest} />}
        <Field error={form.formState.errors.status?.message} label={t("status")}>
          {(attributes) => (
            <select
              {...attributes}
              className={`${INPUT} h-11 md:h-10`}
              {...form.register("status")}
            >
              {STATUSES.map((one) => (
                <option key={one} value={one}>
                  {statuses(one)}
                </option>
              ))}
            </select>
          )}
        </Field>
        {status === "failed" && (
          <Field error={form.formState.errors.code?.message} label={t("codeLabel")}>
            {(attributes) => (
              <TextInput
                {...attributes}
                autoComplete="off"
                inputMode="numeric"
                {...form.register("code", {
                  pattern: { value: /^\d*$/, message: t("digitsOnly") },
                })}
              />
            )}
          </Field>
        )}
        <footer className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button busy={posting.isPending} look="primary" type="submit">
            {t("tell")}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
