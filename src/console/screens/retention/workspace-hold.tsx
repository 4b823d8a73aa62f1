import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { holdWorkspace, releaseWorkspace, type Hold } from "../../api/retention.ts";
import { may } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Chip } from "../../ui/chip.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { HoldDialog } from "../../ui/hold-dialog.tsx";
import { Day } from "../../ui/time.tsx";
import { toast } from "../../ui/toast.tsx";

/** Whether everything is held for a law, and the way into it and out of it. */
export function WorkspaceHold({ hold }: { hold: Hold | null }) {
  const t = useTranslations("retention");
  const queries = useQueryClient();
  const [act, setAct] = useState<"hold" | "release" | null>(null);
  const releasing = useMutation({
    mutationFn: releaseWorkspace,
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["retention"] });
      toast(t("released"));
      setAct(null);
    },
  });
  const mayChange = may("privacy:write");
  return (
    <Card title={t("holdTitle")}>
      {hold === null ? (
        <div className="grid justify-items-start gap-3 text-sm">
          <p className="text-ink-2">{t("holdNone")}</p>
          {mayChange && (
            <Button icon="lock" onClick={() => setAct("hold")}>
              {t("holdAll")}…
            </Button>
          )}
        </div>
      ) : (
        <div className="grid justify-items-start gap-3 text-sm">
          <p className="flex flex-wrap items-center gap-2">
            <Chip icon="lock" tone="warn">
              {t("held")}
            </Chip>
            <span className="text-ink-3">
              {t.rich("since", { day: () => <Day at={hold.since} /> })}
            </span>
          </p>
          <bdi>{hold.reason}</bdi>
          {mayChange && (
            <Button icon="x" onClick={() => setAct("release")}>
              {t("release")}…
            </Button>
          )}
        </div>
      )}
      {act === "hold" && (
        <HoldDialog
          contact={null}
          lead={t("holdNone")}
          onClose={() => setAct(null)}
          onHold={(_, reason) => holdWorkspace(reason)}
          title={t("holdAll")}
        />
      )}
      {act === "release" && (
        <Confirm
          busy={releasing.isPending}
          error={releasing.error}
          onClose={() => setAct(null)}
          onConfirm={() => releasing.mutate()}
          text={t("releaseText")}
          title={t("release")}
          verb={t("release")}
        />
      )}
    </Card>
  );
}
