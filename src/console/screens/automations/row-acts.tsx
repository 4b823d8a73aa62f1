import { useState } from "react";
import { useTranslations } from "use-intl";

import type { Automation } from "../../api/automations.ts";
import { IconButton } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { useActs } from "./use-acts.ts";

/** Switch on or off, copy, delete: each says first what it means. */
export function RowActs({
  automation,
  onDeleted,
}: {
  automation: Automation;
  onDeleted?: () => void;
}) {
  const t = useTranslations("automations");
  const [asked, setAsked] = useState<"delete" | "enable" | "disable" | null>(null);
  const acts = useActs(automation);
  const { name, status } = automation;
  const close = () => setAsked(null);
  return (
    <span className="relative z-10 flex justify-end">
      {status === "published" && (
        <IconButton
          icon="pause"
          label={t("disableOf", { name })}
          onClick={() => setAsked("disable")}
        />
      )}
      {status === "disabled" && (
        <IconButton
          icon="power"
          label={t("enableOf", { name })}
          onClick={() => setAsked("enable")}
        />
      )}
      <IconButton
        icon="copy"
        label={t("duplicateOf", { name })}
        onClick={() => acts.duplication.mutate()}
      />
      {status !== "published" && (
        <IconButton
          icon="trash"
          label={t("deleteOf", { name })}
          onClick={() => setAsked("delete")}
        />
      )}
      {asked === "disable" && (
        <Confirm
          busy={acts.disabling.isPending}
          error={acts.disabling.error}
          icon="pause"
          onClose={close}
          onConfirm={() => acts.disabling.mutate(undefined, { onSuccess: close })}
          text={t("disableText")}
          title={t("disableTitle", { name })}
          verb={t("disable")}
        />
      )}
      {asked === "enable" && (
        <Confirm
          busy={acts.enabling.isPending}
          error={acts.enabling.error}
          icon="power"
          onClose={close}
          onConfirm={() => acts.enabling.mutate(undefined, { onSuccess: close })}
          text={t(automation.has_changes ? "enableChanged" : "enableText")}
          title={t("enableTitle", { name })}
          verb={t("enable")}
        />
      )}
      {asked === "delete" && (
        <Confirm
          busy={acts.deletion.isPending}
          error={acts.deletion.error}
          icon="trash"
          onClose={close}
          onConfirm={() =>
            acts.deletion.mutate(undefined, {
              onSuccess: () => {
                close();
                onDeleted?.();
              },
            })
          }
          text={t("deleteText")}
          title={t("deleteTitle", { name })}
          verb={t("delete")}
        />
      )}
    </span>
  );
}
