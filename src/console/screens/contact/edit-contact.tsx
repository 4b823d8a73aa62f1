import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";

import type { Versioned } from "../../api/client.ts";
import { changeContact, contactPageQuery, type Contact } from "../../api/contacts.ts";
import { toProblem } from "../../api/problem.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { toFields } from "../../ui/to-fields.ts";
import { toast } from "../../ui/toast.tsx";
import { Conflict } from "./conflict.tsx";
import { ContactFields } from "./contact-fields.tsx";
import { changeOf, TEXTS, valuesOf, type ContactValues } from "./contact-values.ts";

/** Change what is known of a person. Whoever changed it meanwhile is not written over unseen: both versions are shown. */
export function EditContact({
  version,
  onClose,
}: {
  version: Versioned<Contact>;
  onClose: () => void;
}) {
  const t = useTranslations();
  const queries = useQueryClient();
  // The version that the form began with, not the one that a refetch brings behind it.
  const [base] = useState(version);
  const [theirs, setTheirs] = useState<Versioned<Contact> | null>(null);
  const [rest, setRest] = useState<unknown>(null);
  const [isLeaving, setLeaving] = useState(false);
  const { id } = base.body;
  const form = useForm<ContactValues>({ defaultValues: valuesOf(base.body) });
  // Read here, because only what is read while drawing is kept up to date.
  const { isDirty } = form.formState;
  const changing = useMutation({
    mutationFn: ({ values, etag }: { values: ContactValues; etag: string | undefined }) =>
      changeContact(id, changeOf(base.body, values), etag),
    onError: async (error) => {
      if (toProblem(error).code === "precondition_failed") {
        const now = await queries.fetchQuery({ ...contactPageQuery(id), staleTime: 0 });
        setTheirs(now);
        return;
      }
      setTheirs(null);
      setRest(
        toFields(error, [...TEXTS, "tags"], {
          setError: form.setError,
          wordsOf: (code) => t("problem.field", { code }),
        }),
      );
    },
    onSuccess: async (after) => {
      queries.setQueryData(contactPageQuery(id).queryKey, after);
      await queries.invalidateQueries({ queryKey: ["contacts"] });
      toast(t("contact.saved"));
      onClose();
    },
  });
  const save = (values: ContactValues) => {
    if (Object.keys(changeOf(base.body, values)).length === 0) onClose();
    else changing.mutate({ values, etag: base.etag });
  };
  const leave = () => (isDirty && !isLeaving ? setLeaving(true) : onClose());
  if (theirs !== null)
    return (
      <Conflict
        error={changing.error}
        isBusy={changing.isPending}
        mine={form.getValues()}
        onBack={() => setTheirs(null)}
        onMine={() => changing.mutate({ values: form.getValues(), etag: theirs.etag })}
        onTheirs={onClose}
        theirs={theirs.body}
      />
    );
  return (
    <Dialog onClose={leave} title={t("contact.edit")}>
      <form
        className="grid gap-4 overflow-y-auto p-5"
        noValidate
        onSubmit={(event) => void form.handleSubmit(save)(event)}
      >
        {rest !== null && <ProblemNote error={rest} />}
        <ContactFields form={form} />
        {isLeaving ? (
          <footer
            className="flex flex-wrap items-center justify-end gap-2 rounded-xl bg-warn-soft p-3"
            role="alert"
          >
            <p className="grow text-sm font-medium text-warn">{t("contact.discardAsk")}</p>
            <Button onClick={onClose}>{t("contact.discard")}</Button>
            <Button look="primary" onClick={() => setLeaving(false)}>
              {t("contact.keepEditing")}
            </Button>
          </footer>
        ) : (
          <footer className="flex justify-end gap-2">
            <Button onClick={leave}>{t("app.cancel")}</Button>
            <Button busy={changing.isPending} look="primary" type="submit">
              {t("contact.save")}
            </Button>
          </footer>
        )}
      </form>
    </Dialog>
  );
}
