import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";

import type { Message } from "../../api/conversations.ts";
import { cancelMessage, reschedule } from "../../api/sending.ts";
import { may } from "../../api/session.ts";
import { Worded } from "../../i18n/worded.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { memberOf, wordOf } from "../../ui/message-words.ts";
import { LongTime } from "../../ui/time.tsx";
import { WhenPicker } from "../../ui/when-picker.tsx";
import { giveBack } from "./use-written.ts";

const LINK = "min-h-8 font-medium underline underline-offset-2 hover:text-ink";

/** A message that waits for its instant: when that is, and what can still be done. */
export function Scheduled({ message }: { message: Message }) {
  const t = useTranslations("desk");
  const queries = useQueryClient();
  const [isMoving, setMoving] = useState(false);
  const cancelling = useMutation({
    mutationFn: () => cancelMessage(message.id),
    onSuccess: () => {
      // The words are not lost with it.
      const body = message.type === "text" ? wordOf(memberOf(message.content, "body")) : "";
      if (body !== "") giveBack(message.conversation_id ?? "", body);
      return queries.invalidateQueries({ queryKey: ["conversations"] });
    },
  });
  return (
    <div className="grid justify-items-end gap-1 text-xs text-ink-2">
      <p>
        {t.rich("goesAt", { time: () => <LongTime at={message.send_at ?? message.created_at} /> })}
      </p>
      {may("messages:send") && (
        <p className="flex gap-3">
          <button className={LINK} onClick={() => setMoving(true)} type="button">
            {t("move")}
          </button>
          <button
            className={LINK}
            onClick={() => !cancelling.isPending && cancelling.mutate()}
            type="button"
          >
            {t("takeBack")}
          </button>
        </p>
      )}
      {cancelling.isError && <ProblemNote error={cancelling.error} />}
      {isMoving && (
        <Worded>
          <Move message={message} onClose={() => setMoving(false)} />
        </Worded>
      )}
    </div>
  );
}

function Move({ message: { id }, onClose }: { message: Message; onClose: () => void }) {
  const t = useTranslations();
  const queries = useQueryClient();
  const [at, setAt] = useState("");
  const [isBare, setBare] = useState(false);
  const moving = useMutation({
    mutationFn: () => reschedule(id, at),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["conversations"] });
      onClose();
    },
  });
  return (
    <Dialog onClose={onClose} title={t("desk.move")}>
      <div className="grid gap-4 overflow-y-auto p-5 text-ink">
        {moving.isError && <ProblemNote error={moving.error} />}
        <WhenPicker
          error={isBare && at === "" ? t("later.choose") : undefined}
          label={t("later.when")}
          name="move"
          onChange={setAt}
        />
        <footer className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("app.cancel")}</Button>
          <Button
            busy={moving.isPending}
            look="primary"
            onClick={() => (at === "" ? setBare(true) : moving.mutate())}
          >
            {t("desk.move")}
          </Button>
        </footer>
      </div>
    </Dialog>
  );
}
