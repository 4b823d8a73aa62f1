import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";
import { useTranslations } from "use-intl";

import { createRequest, type NewRequest } from "../api/privacy.ts";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";
import { ProblemNote } from "./feedback.tsx";
import { Field, INPUT, TextInput } from "./field.tsx";
import { RadioCards } from "./radio-cards.tsx";
import { toast } from "./toast.tsx";

type Kind = NewRequest["kind"];
type Law = NonNullable<NewRequest["law"]>;

const KINDS: readonly Kind[] = ["access", "erase", "rectify", "restrict", "object"];
const LAWS: readonly Law[] = ["gdpr", "ccpa", "lgpd"];

/** Somebody asks for something of their data. @param contact Who, when that is known by where it was opened. */
export function NewRequestDialog({
  contact,
  onClose,
}: {
  contact: string | null;
  onClose: () => void;
}) {
  const t = useTranslations("requests");
  const app = useTranslations("app");
  const queries = useQueryClient();
  const [kind, setKind] = useState<Kind>("access");
  const [law, setLaw] = useState<Law>("gdpr");
  const [who, setWho] = useState(contact ?? "");
  const [note, setNote] = useState("");
  const [isEmpty, setEmpty] = useState(false);
  const asking = useMutation({
    mutationFn: () =>
      createRequest({ kind, law, contact: who.trim(), ...(note.trim() === "" ? {} : { note }) }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["privacy-requests"] });
      await queries.invalidateQueries({ queryKey: ["contacts"] });
      toast(t("taken"));
      onClose();
    },
  });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setEmpty(who.trim() === "");
    if (who.trim() !== "" && !asking.isPending) asking.mutate();
  };
  return (
    <Dialog lead={t("newLead")} onClose={onClose} title={t("new")}>
      <form className="grid gap-4 overflow-y-auto p-5" noValidate onSubmit={submit}>
        {asking.isError && <ProblemNote error={asking.error} />}
        <RadioCards
          label={t("what_is_asked")}
          options={KINDS.map((one) => ({
            value: one,
            title: t("kind", { kind: one }),
            text: t("kindText", { kind: one }),
          }))}
          register={{
            name: "kind",
            value: kind,
            onChange: (event) => setKind(event.target.value as Kind),
          }}
        />
        {contact === null && (
          <Field error={isEmpty ? t("required") : undefined} hint={t("whoHint")} label={t("who")}>
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
        <Field label={t("law")}>
          {(attributes) => (
            <select
              {...attributes}
              className={`${INPUT} h-11 md:h-10`}
              onChange={(event) => setLaw(event.target.value as Law)}
              value={law}
            >
              {LAWS.map((one) => (
                <option key={one} value={one}>
                  {t("lawName", { law: one })}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field hint={t("noteHint")} label={t("note")}>
          {(attributes) => (
            <TextInput
              {...attributes}
              maxLength={1000}
              onChange={(event) => setNote(event.target.value)}
              value={note}
            />
          )}
        </Field>
        {kind === "erase" && <p className="text-sm text-bad">{t("eraseWarning")}</p>}
        <footer className="flex justify-end gap-2">
          <Button onClick={onClose}>{app("cancel")}</Button>
          <Button
            busy={asking.isPending}
            look={kind === "erase" ? "danger" : "primary"}
            type="submit"
          >
            {t("take", { kind })}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
