import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { findContactsQuery, mergeContacts, reachOf, type Contact } from "../../api/contacts.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { Field, TextInput } from "../../ui/field.tsx";
import { Icon } from "../../ui/icon.tsx";
import { RadioCards } from "../../ui/radio-cards.tsx";
import { toast } from "../../ui/toast.tsx";
import { useSettled } from "../../ui/use-settled.ts";

const nameOf = (contact: Contact) => contact.name ?? reachOf(contact);

/** Make two contacts one: find the other, see what becomes of both, confirm. */
export function MergeContact({ contact, onClose }: { contact: Contact; onClose: () => void }) {
  const t = useTranslations("contact");
  const all = useTranslations();
  const queries = useQueryClient();
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState("");
  const q = useSettled(text.trim());
  const query = useQuery(findContactsQuery(q));
  const found = q === "" ? [] : (query.data?.data ?? []).filter(({ id }) => id !== contact.id);
  const other = found.find(({ id }) => id === chosen);
  const merging = useMutation({
    mutationFn: (id: string) => mergeContacts(contact.id, id),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["contacts"] });
      await queries.invalidateQueries({ queryKey: ["conversations"] });
      toast(t("mergedToast"));
      onClose();
    },
  });
  return (
    <Dialog lead={t("mergeLead")} onClose={onClose} title={t("merge")}>
      <form
        className="grid gap-4 overflow-y-auto p-5"
        onSubmit={(event) => {
          event.preventDefault();
          if (other !== undefined) merging.mutate(other.id);
        }}
      >
        <Field label={t("mergeFind")}>
          {(attributes) => (
            <TextInput
              {...attributes}
              autoComplete="off"
              onChange={(event) => setText(event.target.value)}
              type="search"
              value={text}
            />
          )}
        </Field>
        {query.isError && <ProblemNote error={query.error} />}
        {q !== "" && query.isSuccess && found.length === 0 && (
          <p className="text-sm text-ink-2">{all("contacts.noneTitle")}</p>
        )}
        {found.length > 0 && (
          <RadioCards
            label={t("mergeWhich")}
            options={found.map((one) => ({
              value: one.id,
              title: nameOf(one),
              text: [reachOf(one), ...one.tags].join(" · "),
            }))}
            register={{
              name: "other",
              value: chosen,
              onChange: (event) => setChosen(event.currentTarget.value),
            }}
          />
        )}
        {other && (
          <p className="flex items-start gap-2 rounded-xl bg-warn-soft p-3 text-sm text-warn">
            <Icon className="mt-0.5 shrink-0" name="triangle-alert" />
            <span>{t("mergeMeans", { kept: nameOf(contact), other: nameOf(other) })}</span>
          </p>
        )}
        {merging.isError && <ProblemNote error={merging.error} />}
        <footer className="flex justify-end gap-2">
          <Button onClick={onClose}>{all("app.cancel")}</Button>
          <Button
            busy={merging.isPending}
            disabled={other === undefined}
            look="primary"
            type="submit"
          >
            {t("mergeDo")}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
