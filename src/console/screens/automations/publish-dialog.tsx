import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";

import {
  publishAutomation,
  versionsQuery,
  type Automation,
  type Definition,
} from "../../api/automations.ts";
import type { Versioned } from "../../api/client.ts";
import { toProblem } from "../../api/problem.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { DiffList } from "../../ui/diff-list.tsx";
import { ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { toast } from "../../ui/toast.tsx";
import { useDiffRows } from "./use-diff-rows.ts";
import { usePlaceWords } from "./use-place-words.ts";

/** What changes when the draft is published, then its publication; refused, it says by what. */
export function PublishDialog({
  automation: { id, name, version },
  definition,
  onClose,
  onPublished,
}: {
  automation: Automation;
  definition: Definition;
  onClose: () => void;
  onPublished: (after: Versioned<Automation>) => void;
}) {
  const t = useTranslations("automations");
  const queries = useQueryClient();
  const diffRows = useDiffRows();
  const versions = useQuery({ ...versionsQuery(id), enabled: version !== null });
  // Safe: a version holds a definition as it was published.
  const before = versions.data?.data[0]?.definition as Definition | undefined;
  const publication = useMutation({
    mutationFn: () => publishAutomation(id),
    onSuccess: (after) => {
      void queries.invalidateQueries({ queryKey: ["automations", "versions", id] });
      toast(t("published", { name, version: after.body.version ?? 0 }));
      onPublished(after);
    },
  });
  return (
    <Dialog
      lead={version === null ? t("publishFirst") : t("publishLead")}
      onClose={onClose}
      title={t("publishTitle", { name })}
      wide
    >
      <div className="grid min-h-0 gap-4 overflow-y-auto p-5">
        {publication.error !== null && (
          <Refused definition={definition} error={publication.error} />
        )}
        {versions.isError && (
          <ProblemNote error={versions.error} onRetry={() => void versions.refetch()} />
        )}
        {version !== null && versions.isPending && <Skeleton lines={2} />}
        {before && (
          <DiffList heads={[t("before"), t("after")]} rows={diffRows(before, definition)} />
        )}
      </div>
      <footer className="flex flex-wrap justify-end gap-2 border-t border-line p-4">
        <Button onClick={onClose}>{t("notYet")}</Button>
        <Button
          autoFocus
          busy={publication.isPending}
          icon="send"
          look="primary"
          onClick={() => publication.mutate()}
        >
          {t("publish")}
        </Button>
      </footer>
    </Dialog>
  );
}

/** What stands against it, each with its place; anything else that went wrong as it is. */
function Refused({ definition, error }: { definition: Definition; error: unknown }) {
  const t = useTranslations("automations");
  const placeWords = usePlaceWords(definition);
  const problem = toProblem(error);
  if (problem.code !== "lint_failed") return <ProblemNote error={error} />;
  return (
    <div className="rounded-xl bg-bad-soft p-4 text-sm" role="alert">
      <p className="font-semibold text-bad">{t("refused")}</p>
      <ul className="mt-1 grid gap-1">
        {problem.fields.map(({ pointer, code, message }) => (
          <li key={pointer}>
            <bdi className="font-medium">{placeWords(pointer)}</bdi>:{" "}
            {code === "test_failed"
              ? t("testFailed", { message })
              : t("found", { code }) || message}
          </li>
        ))}
      </ul>
    </div>
  );
}
