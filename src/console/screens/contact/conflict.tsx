import { useTranslations } from "use-intl";

import type { Contact } from "../../api/contacts.ts";
import { toProblem } from "../../api/problem.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { DiffList } from "../../ui/diff-list.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { differences, type ContactValues } from "./contact-values.ts";

const LABELS: Readonly<Record<string, "contacts.name" | "contacts.phone" | "contacts.tags">> = {
  name: "contacts.name",
  phone: "contacts.phone",
  tags: "contacts.tags",
};

/** Somebody changed the contact meanwhile: what stands now beside what was written here, and the choice between them. */
export function Conflict({
  theirs,
  mine,
  error,
  isBusy,
  onTheirs,
  onMine,
  onBack,
}: {
  theirs: Contact;
  mine: ContactValues;
  error: unknown;
  isBusy: boolean;
  onTheirs: () => void;
  onMine: () => void;
  onBack: () => void;
}) {
  const t = useTranslations();
  const labelOf = (key: string) => {
    const label = LABELS[key];
    return label === undefined ? key.replaceAll("_", " ") : t(label);
  };
  return (
    <Dialog lead={t("contact.conflictLead")} onClose={onBack} title={t("contact.conflict")} wide>
      <div className="grid gap-4 overflow-y-auto p-5">
        {error !== null && toProblem(error).code !== "precondition_failed" && (
          <ProblemNote error={error} />
        )}
        <DiffList
          rows={differences(theirs, mine).map((row) => ({ ...row, label: labelOf(row.key) }))}
        />
        <footer className="flex flex-wrap justify-end gap-2">
          <Button look="quiet" onClick={onBack}>
            {t("contact.keepEditing")}
          </Button>
          <Button onClick={onTheirs}>{t("contact.takeTheirs")}</Button>
          <Button busy={isBusy} look="primary" onClick={onMine}>
            {t("contact.takeMine")}
          </Button>
        </footer>
      </div>
    </Dialog>
  );
}
