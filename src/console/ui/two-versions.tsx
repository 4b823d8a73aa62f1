import type { ReactNode } from "react";
import { useTranslations } from "use-intl";

import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";
import { ProblemNote } from "./feedback.tsx";

/** Two people changed the same thing: both versions, as `Sides` or as a `DiffList`, and the person chooses. Nothing is lost before. */
export function TwoVersions({
  error,
  isBusy,
  onTheirs,
  onMine,
  onClose,
  children,
}: {
  /** What went wrong with the choice; null when nothing has. */
  error: unknown;
  isBusy: boolean;
  onTheirs: () => void;
  onMine: () => void;
  onClose: () => void;
  children: ReactNode;
}) {
  const t = useTranslations("versions");
  return (
    <Dialog lead={t("lead")} onClose={onClose} title={t("title")} wide>
      <div className="grid min-h-0 gap-5 overflow-y-auto p-5">
        {error !== null && <ProblemNote error={error} />}
        {children}
      </div>
      <footer className="flex flex-wrap justify-end gap-2 border-t border-line p-4">
        <Button onClick={onTheirs}>{t("takeTheirs")}</Button>
        <Button busy={isBusy} look="primary" onClick={onMine}>
          {t("keepMine")}
        </Button>
      </footer>
    </Dialog>
  );
}

/** Two versions beside each other, each as it looks. */
export function Sides({ theirs, mine }: { theirs: ReactNode; mine: ReactNode }) {
  const t = useTranslations("versions");
  return (
    <div className="grid gap-5 md:grid-cols-2">
      <section aria-label={t("theirs")} className="grid content-start gap-3">
        <h3 className="text-sm font-semibold">{t("theirs")}</h3>
        {theirs}
      </section>
      <section aria-label={t("mine")} className="grid content-start gap-3">
        <h3 className="text-sm font-semibold">{t("mine")}</h3>
        {mine}
      </section>
    </div>
  );
}
