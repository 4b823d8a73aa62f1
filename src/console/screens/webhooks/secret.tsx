import { useTranslations } from "use-intl";

import { Button } from "../../ui/button.tsx";
import { CopyField } from "../../ui/copy-field.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { VERIFY } from "./verify.ts";

/** The secret, this once, and how it is used. */
export function Secret({
  title,
  secret,
  onClose,
}: {
  title: string;
  /** Null when the call was answered before, and the secret is shown no more. */
  secret: string | null;
  onClose: () => void;
}) {
  const t = useTranslations("webhooks");
  return (
    <Dialog onClose={onClose} title={title} wide>
      <div className="grid gap-4 overflow-y-auto p-5">
        {secret === null ? (
          <p className="text-sm">{t("secretGone")}</p>
        ) : (
          <CopyField hint={t("secretHint")} label={t("secret")} value={secret} />
        )}
        <details className="text-sm" open>
          <summary className="cursor-pointer py-1 font-medium">{t("verify")}</summary>
          <p className="mt-1 mb-2 text-xs text-ink-2">{t("verifyText")}</p>
          <pre
            aria-label={t("verify")}
            className="overflow-x-auto rounded-lg bg-sunken p-3 text-xs leading-5"
            role="region"
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
            tabIndex={0}
          >
            <code>{VERIFY}</code>
          </pre>
        </details>
        <Button className="justify-self-end" onClick={onClose}>
          {t("done")}
        </Button>
      </div>
    </Dialog>
  );
}
