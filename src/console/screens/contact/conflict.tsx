import { useTranslations } from "use-intl";

import type { Contact } from "../../api/contacts.ts";
import { toProblem } from "../../api/problem.ts";
import { DiffList } from "../../ui/diff-list.tsx";
import { TwoVersions } from "../../ui/two-versions.tsx";
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
  const isNew = error === null || toProblem(error).code === "precondition_failed";
  return (
    <TwoVersions
      error={isNew ? null : error}
      isBusy={isBusy}
      onClose={onBack}
      onMine={onMine}
      onTheirs={onTheirs}
    >
      <DiffList
        rows={differences(theirs, mine).map((row) => ({ ...row, label: labelOf(row.key) }))}
      />
    </TwoVersions>
  );
}
