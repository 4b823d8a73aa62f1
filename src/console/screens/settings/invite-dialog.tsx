import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import { useTranslations } from "use-intl";

import { invitationLink } from "../../api/invitation.ts";
import { invite, type InvitedRole, type NewInvitation } from "../../api/team.ts";
import { Button } from "../../ui/button.tsx";
import { CopyField } from "../../ui/copy-field.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { Field, INPUT, TextInput } from "../../ui/field.tsx";
import { toFields } from "../../ui/to-fields.ts";

const ROLES: readonly InvitedRole[] = [
  "agent",
  "manager",
  "admin",
  "analyst",
  "developer",
  "billing",
];

/** Somebody's e-mail and what they shall be; then the link to hand over, which is shown this once. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("settings");
  const queries = useQueryClient();
  const [rest, setRest] = useState<unknown>(null);
  const form = useForm<NewInvitation>({ defaultValues: { email: "", role: "agent" } });
  const role = useWatch({ control: form.control, name: "role" });
  const inviting = useMutation({
    mutationFn: (values: NewInvitation) => invite(values, crypto.randomUUID()),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["invitations"] }),
    onError: (error) =>
      setRest(
        toFields(error, ["email", "role"], {
          setError: form.setError,
          wordsOf: (code) => t("field", { code }),
        }),
      ),
  });
  const token = inviting.data?.token;
  if (inviting.data)
    return (
      <Dialog onClose={onClose} title={t("invitedTitle")}>
        <div className="grid gap-4 p-5">
          <p className="text-sm text-ink-2">
            {t.rich("invitedText", { email: () => <bdi>{inviting.data.email}</bdi> })}
          </p>
          {token && (
            <CopyField hint={t("linkHint")} label={t("link")} value={invitationLink(token)} />
          )}
          <Button className="justify-self-end" onClick={onClose}>
            {t("close")}
          </Button>
        </div>
      </Dialog>
    );
  return (
    <Dialog onClose={onClose} title={t("invite")}>
      <form
        className="grid gap-4 p-5"
        noValidate
        onSubmit={(event) => void form.handleSubmit((values) => inviting.mutate(values))(event)}
      >
        {rest !== null && <ProblemNote error={rest} />}
        <Field error={form.formState.errors.email?.message} label={t("email")}>
          {(attributes) => (
            <TextInput
              {...attributes}
              autoComplete="off"
              autoFocus
              inputMode="email"
              type="email"
              {...form.register("email", { required: t("required") })}
            />
          )}
        </Field>
        <Field hint={t("roleText", { role })} label={t("roleLabel")}>
          {(attributes) => (
            <select {...attributes} className={`${INPUT} h-11 md:h-10`} {...form.register("role")}>
              {ROLES.map((one) => (
                <option key={one} value={one}>
                  {t("role", { role: one })}
                </option>
              ))}
            </select>
          )}
        </Field>
        <footer className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button busy={inviting.isPending} look="primary" type="submit">
            {t("makeLink")}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
