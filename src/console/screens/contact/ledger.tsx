import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "use-intl";

import { readProof, verifyLedger } from "../../api/timeline.ts";
import { Button } from "../../ui/button.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { saveFile } from "../../ui/save-file.ts";

/** The proof of an act, as a file that anybody can check. */
export function ProofButton({ id }: { id: string }) {
  const t = useTranslations("timeline");
  const saving = useMutation({
    mutationFn: async () => {
      const proof = JSON.stringify(await readProof(id), null, 2);
      saveFile(new Blob([proof], { type: "application/json" }), `${id}-proof.json`);
    },
  });
  return (
    <div className="mt-2 grid justify-items-start gap-2">
      {saving.isError && <ProblemNote error={saving.error} />}
      <Button busy={saving.isPending} icon="download" onClick={() => saving.mutate()}>
        {t("proof")}
      </Button>
    </div>
  );
}

/** Has every entry of the workspace's ledger checked, and tells how far it is sealed. */
export function VerifyLedger() {
  const t = useTranslations("timeline");
  const verifying = useMutation({ mutationFn: verifyLedger });
  const { data: found } = verifying;
  return (
    <div className="mt-3 grid justify-items-start gap-2 border-t border-line pt-3 text-sm">
      <Button
        busy={verifying.isPending}
        icon="shield-check"
        look="quiet"
        onClick={() => verifying.mutate()}
      >
        {t("verify")}
      </Button>
      {verifying.isError && <ProblemNote error={verifying.error} />}
      <div className="grid gap-1" role="status">
        {found && (
          <>
            <p className={found.valid ? "text-good" : "font-semibold text-bad"}>
              {found.valid
                ? t("valid", { rows: found.rows, seq: found.head.seq })
                : t("invalid", { seq: found.first_invalid?.seq ?? 0 })}
            </p>
            <code className="text-xs break-all text-ink-3 select-all">{found.head.hash}</code>
          </>
        )}
      </div>
    </div>
  );
}
