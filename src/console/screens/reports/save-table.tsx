import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { tableFile, TABLES, type Table } from "../../api/analytics.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { saveFile } from "../../ui/save-file.ts";

/** A report as a file for a spreadsheet. */
export function SaveTable({ days }: { days: number }) {
  const t = useTranslations("reports");
  const [isOpen, setOpen] = useState(false);
  const saving = useMutation({
    mutationFn: async (table: Table) => {
      saveFile(await tableFile(table, days), `${table}-${days}.csv`);
    },
    onSuccess: () => setOpen(false),
  });
  return (
    <>
      <Button icon="download" onClick={() => setOpen(true)}>
        {t("save")}
      </Button>
      {isOpen && (
        <Dialog onClose={() => setOpen(false)} title={t("save")}>
          {saving.isError && <ProblemNote className="mb-3" error={saving.error} />}
          <ul className="grid gap-1">
            {TABLES.map((table) => (
              <li key={table}>
                <Button
                  busy={saving.isPending && saving.variables === table}
                  className="w-full"
                  onClick={() => saving.mutate(table)}
                >
                  {t("table", { table })}
                </Button>
              </li>
            ))}
          </ul>
        </Dialog>
      )}
    </>
  );
}
