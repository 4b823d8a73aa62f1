import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "use-intl";

import { uploadMedium } from "../../api/media.ts";
import { IconButton } from "../../ui/button.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { FileDrop } from "../../ui/file-drop.tsx";
import { Icon } from "../../ui/icon.tsx";
import type { ConsentPlan } from "./draft.ts";

/** A file that shows the consent, such as a scanned form. */
export function Evidence({
  kept,
  onChange,
}: {
  kept: ConsentPlan["evidence"];
  onChange: (evidence: ConsentPlan["evidence"]) => void;
}) {
  const t = useTranslations("import");
  const app = useTranslations("app");
  const keeping = useMutation({
    mutationFn: uploadMedium,
    onSuccess: ({ id }, { name }) => onChange({ id, name }),
  });
  if (kept !== null)
    return (
      <p className="flex items-center gap-2 rounded-xl bg-sunken py-1 pr-1 pl-3 text-sm">
        <Icon className="shrink-0 text-good" name="check" />
        <bdi className="min-w-0 grow truncate">{t("evidenceKept", { name: kept.name })}</bdi>
        <IconButton icon="x" label={app("close")} onClick={() => onChange(null)} />
      </p>
    );
  return (
    <div aria-busy={keeping.isPending} className="grid gap-2">
      <FileDrop
        accept="application/pdf,image/jpeg,image/png"
        hint={keeping.isPending ? t("sending") : t("evidenceHint")}
        label={t("evidence")}
        onFile={(file) => keeping.mutate(file)}
      />
      {keeping.isError && <ProblemNote error={keeping.error} />}
    </div>
  );
}
