import { useState } from "react";
import { useTranslations } from "use-intl";

import { Worded } from "../../i18n/worded.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { toast } from "../../ui/toast.tsx";
import { WhenPicker } from "../../ui/when-picker.tsx";
import { useChange } from "./use-change.ts";

/** Put a talk away until an instant, when it opens again by itself; or sooner, when the person writes. */
export const Snooze = (props: { id: string; onClose: () => void }) => (
  <Worded>
    <Form {...props} />
  </Worded>
);

function Form({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useTranslations();
  const change = useChange(id);
  const [until, setUntil] = useState("");
  const [isBare, setBare] = useState(false);
  const snooze = () => {
    setBare(until === "");
    if (until === "") return;
    change.mutate(
      { status: "snoozed", snoozed_until: until },
      {
        onSuccess: () => {
          toast(t("later.snoozed"));
          onClose();
        },
      },
    );
  };
  return (
    <Dialog lead={t("later.snoozeLead")} onClose={onClose} title={t("desk.snooze")}>
      <div className="grid gap-4 overflow-y-auto p-5">
        {change.isError && <ProblemNote error={change.error} />}
        <WhenPicker
          error={isBare && until === "" ? t("later.choose") : undefined}
          label={t("later.until")}
          name="snooze"
          onChange={setUntil}
        />
        <footer className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("app.cancel")}</Button>
          <Button busy={change.isPending} look="primary" onClick={snooze}>
            {t("desk.snooze")}
          </Button>
        </footer>
      </div>
    </Dialog>
  );
}
