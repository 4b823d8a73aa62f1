import type { ReactNode } from "react";
import { useTranslations } from "use-intl";

import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";
import { ProblemNote } from "./feedback.tsx";
import type { IconName } from "./icon.tsx";

/** An act that costs something: what it costs, and its verb on the button. The safe choice comes first and has the focus. */
export function Confirm({
  title,
  text,
  verb,
  keep,
  icon,
  busy,
  error,
  onConfirm,
  onClose,
}: {
  title: string;
  text: ReactNode;
  verb: string;
  /** What the safe choice is called, where it is more than to cancel. */
  keep?: string;
  icon?: IconName;
  busy: boolean;
  /** What went wrong with the act; null when nothing has. */
  error: unknown;
  onConfirm: () => void;
  onClose: () => void;
}) {
  const t = useTranslations("app");
  return (
    <Dialog onClose={onClose} title={title}>
      <div className="grid gap-4 p-5 text-sm">
        <div className="grid gap-2">{text}</div>
        {error !== null && <ProblemNote error={error} />}
        <footer className="flex flex-wrap justify-end gap-2">
          <Button autoFocus onClick={onClose}>
            {keep ?? t("cancel")}
          </Button>
          <Button busy={busy} look="danger" onClick={onConfirm} {...(icon && { icon })}>
            {verb}
          </Button>
        </footer>
      </div>
    </Dialog>
  );
}
