import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { send, type Conversation, type Outgoing } from "../../api/conversations.ts";
import { Worded } from "../../i18n/worded.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { toast } from "../../ui/toast.tsx";
import { WhenPicker } from "../../ui/when-picker.tsx";
import { Instead, type InsteadOf } from "./instead.tsx";

interface Props {
  readonly conversation: Conversation;
  readonly text: string;
  readonly onClose: () => void;
  /** The message waits for its instant. */
  readonly onPlanned: () => void;
}

/** Send what is written at an instant to come, and say what is sent when the window is closed by then. */
export const SendLater = (props: Props) => (
  <Worded>
    <Form {...props} />
  </Worded>
);

function Form({ conversation, text, onClose, onPlanned }: Props) {
  const t = useTranslations();
  const queries = useQueryClient();
  const [at, setAt] = useState("");
  const [instead, setInstead] = useState<InsteadOf>({ template: null, isWhole: true });
  const [isBare, setBare] = useState(false);
  const [key] = useState(() => crypto.randomUUID());
  const isPast = at !== "" && at > (conversation.window_expires_at ?? "");
  const planning = useMutation({
    mutationFn: () =>
      send(
        // Safe: it is Meta's shape of a text with our members beside it.
        {
          from: conversation.number_id,
          to: conversation.contact?.id ?? "",
          type: "text",
          text: { body: text },
          send_at: at,
          ...(isPast && instead.template && { on_window_closed: { template: instead.template } }),
        } as Outgoing,
        key,
      ),
    onSuccess: async () => {
      toast(t("later.planned"));
      onPlanned();
      await queries.invalidateQueries({ queryKey: ["conversations"] });
    },
  });
  const submit = () => {
    const isMissing = at === "" || (isPast && !instead.isWhole);
    setBare(isMissing);
    if (!isMissing) planning.mutate();
  };
  return (
    <Dialog onClose={onClose} title={t("desk.sendLater")}>
      <div className="grid gap-4 overflow-y-auto p-5">
        {planning.isError && <ProblemNote error={planning.error} />}
        <p className="line-clamp-4 rounded-xl bg-bubble px-3.5 py-2 text-sm" dir="auto">
          {text}
        </p>
        <WhenPicker
          error={isBare && at === "" ? t("later.choose") : undefined}
          label={t("later.when")}
          name="send-later"
          onChange={setAt}
        />
        {isPast && <Instead conversation={conversation} isBare={isBare} onChange={setInstead} />}
        <footer className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("app.cancel")}</Button>
          <Button busy={planning.isPending} icon="clock" look="primary" onClick={submit}>
            {t("later.plan")}
          </Button>
        </footer>
      </div>
    </Dialog>
  );
}
