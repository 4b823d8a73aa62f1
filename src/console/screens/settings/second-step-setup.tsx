import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";
import { useTranslations } from "use-intl";

import { confirmSecondStep, type NewSecondStep } from "../../api/account.ts";
import { meQuery } from "../../api/workspace.ts";
import { Button } from "../../ui/button.tsx";
import { CopyField } from "../../ui/copy-field.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { Field, TextInput } from "../../ui/field.tsx";
import { formText } from "../../ui/form-text.ts";
import { QrCode } from "../../ui/qr-code.tsx";
import { saveFile } from "../../ui/save-file.ts";

/** The app to scan, a code of it that proves it, and then what stands in for the app: shown this once. */
export function SetUp({ step, onClose }: { step: NewSecondStep; onClose: () => void }) {
  const t = useTranslations("secondStep");
  const queries = useQueryClient();
  const confirming = useMutation({ mutationFn: confirmSecondStep });
  const close = () => {
    onClose();
    void queries.invalidateQueries({ queryKey: meQuery.queryKey });
  };
  // Nobody closes the codes by a key that they pressed too long: they are not shown again.
  if (confirming.isSuccess)
    return (
      <Dialog lead={t("codesLead")} title={t("codesTitle")}>
        <RecoveryCodes codes={step.recovery_codes} onDone={close} />
      </Dialog>
    );
  return (
    <Dialog lead={t("scanLead")} onClose={onClose} title={t("scanTitle")}>
      <Scan confirming={confirming} onClose={onClose} url={step.otpauth_url ?? ""} />
    </Dialog>
  );
}

function Scan({
  url,
  confirming,
  onClose,
}: {
  url: string;
  confirming: {
    readonly error: unknown;
    readonly isPending: boolean;
    readonly mutate: (code: string) => void;
  };
  onClose: () => void;
}) {
  const t = useTranslations("secondStep");
  const [isBlank, setBlank] = useState(false);
  const secret = new URL(url).searchParams.get("secret") ?? "";
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const code = formText(new FormData(event.currentTarget), "code").replaceAll(/\s/g, "");
    setBlank(code === "");
    if (code !== "" && !confirming.isPending) confirming.mutate(code);
  };
  return (
    <div className="grid gap-4 overflow-y-auto p-5">
      <QrCode className="mx-auto w-48" label={t("qr")} text={url} />
      <CopyField hint={t("secretHint")} label={t("secret")} value={secret} />
      <form className="grid gap-4" noValidate onSubmit={submit}>
        {confirming.error !== null && (
          <ProblemNote
            error={confirming.error}
            words={(code) => ({ title: t("fault", { code }), remedy: t("remedy", { code }) })}
          />
        )}
        <Field error={isBlank ? t("blank") : undefined} label={t("code")}>
          {(attributes) => (
            <TextInput
              {...attributes}
              autoComplete="one-time-code"
              inputMode="numeric"
              maxLength={12}
              name="code"
            />
          )}
        </Field>
        <footer className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button busy={confirming.isPending} look="primary" type="submit">
            {t("confirm")}
          </Button>
        </footer>
      </form>
    </div>
  );
}

function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const t = useTranslations();
  const [isCopied, setCopied] = useState(false);
  const text = `${codes.join("\n")}\n`;
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <div className="grid gap-4 overflow-y-auto p-5">
      <ul
        aria-label={t("secondStep.codes")}
        className="tabular grid grid-cols-2 gap-x-4 gap-y-2 rounded-lg bg-sunken p-4 font-mono text-sm select-all"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button
          icon={isCopied ? "check" : "copy"}
          // Where the clipboard is not to be had, the codes are selected by a press on them.
          onClick={() => void copy().catch(() => undefined)}
        >
          <span aria-live="polite">{t(isCopied ? "app.copied" : "app.copy")}</span>
        </Button>
        <Button
          icon="download"
          onClick={() =>
            saveFile(new Blob([text], { type: "text/plain" }), "waqtor-recovery-codes.txt")
          }
        >
          {t("secondStep.download")}
        </Button>
        <Button className="ml-auto" look="primary" onClick={onDone}>
          {t("secondStep.kept")}
        </Button>
      </div>
    </div>
  );
}
