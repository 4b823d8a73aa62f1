import { useState, type ReactNode, type SubmitEvent } from "react";
import { useTranslations } from "use-intl";

import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";
import { ProblemNote } from "./feedback.tsx";
import { Field, TextInput } from "./field.tsx";

/** An act that cannot be undone: what it costs, a word to type, and the verb on the button. The safe choice comes first. */
export function ConfirmTyped({
  title,
  text,
  word,
  verb,
  busy,
  error,
  onConfirm,
  onClose,
  children,
}: {
  title: string;
  text: string;
  /** What has to be typed, as it is shown. */
  word: string;
  verb: string;
  busy: boolean;
  /** What went wrong with the act; null when nothing has. */
  error: unknown;
  /** Told with the form, for what else is asked in it. */
  onConfirm: (form: FormData) => void;
  onClose: () => void;
  /** Further fields, below the word. */
  children?: ReactNode;
}) {
  const t = useTranslations("app");
  const [typed, setTyped] = useState("");
  const [isWrong, setWrong] = useState(false);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const matches = typed.trim() === word.trim();
    setWrong(!matches);
    if (matches && !busy) onConfirm(new FormData(event.currentTarget));
  };
  return (
    <Dialog onClose={onClose} title={title}>
      <form className="grid gap-4 p-5" noValidate onSubmit={submit}>
        <p className="text-sm text-ink-2">{text}</p>
        {error !== null && <ProblemNote error={error} />}
        <Field
          error={isWrong ? t("typeExactly", { word }) : undefined}
          label={t("typeToConfirm", { word })}
        >
          {(attributes) => (
            <TextInput
              {...attributes}
              autoComplete="off"
              onChange={(event) => setTyped(event.target.value)}
              spellCheck={false}
              value={typed}
            />
          )}
        </Field>
        {children}
        <footer className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button busy={busy} look="danger" type="submit">
            {verb}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
