import { useState, type SubmitEvent } from "react";
import { useTranslations } from "use-intl";

import type { Conversation } from "../../api/conversations.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { Icon } from "../../ui/icon.tsx";
import { COMPOSER } from "./composer-focus.ts";
import { FileChip } from "./file-chip.tsx";
import { QuickReplies, useQuickReplies } from "./quick-replies.tsx";
import { SendLater } from "./send-later.tsx";
import { useReply } from "./use-reply.ts";

/** The answer to the person: now or later, by hand or begun with `/` from a quick reply. */
export function ReplyField({
  conversation,
  onTemplate,
}: {
  conversation: Conversation;
  onTemplate: () => void;
}) {
  const t = useTranslations();
  const reply = useReply(conversation);
  const { text, write, file, setFile, tooMany } = reply;
  const [isLater, setLater] = useState(false);
  const quick = useQuickReplies(conversation.id, {
    text,
    onFilled: (filled) => {
      write(filled.text);
      setFile(filled.file);
    },
  });
  const isWhole = reply.isWhole && !quick.isOpen;
  const submit = (event?: SubmitEvent) => {
    event?.preventDefault();
    if (isWhole) reply.send();
  };
  return (
    <>
      <Above conversation={conversation} error={reply.error ?? quick.error} />
      {quick.isOpen && <QuickReplies quick={quick} />}
      {file && <FileChip file={file} onRemove={() => setFile(null)} />}
      <form
        className="flex items-end gap-1 rounded-2xl border border-line-strong bg-surface p-1 focus-within:border-accent focus-within:ring-1 focus-within:ring-accent"
        onSubmit={submit}
      >
        <IconButton icon="file-text" label={t("inbox.useTemplate")} onClick={onTemplate} />
        <textarea
          aria-describedby={`${COMPOSER}-hint`}
          aria-invalid={tooMany > 0 || undefined}
          aria-keyshortcuts="r"
          aria-label={t("inbox.write")}
          {...quick.attributes}
          className="field-sizing-content max-h-40 min-h-10 min-w-0 grow resize-none bg-transparent px-1 py-2 text-base outline-none placeholder:text-ink-3 md:min-h-9 md:py-1.5 md:text-sm"
          dir="auto"
          enterKeyHint="send"
          id={COMPOSER}
          onChange={(event) => {
            quick.restart();
            write(event.target.value);
          }}
          onKeyDown={(event) => {
            if (quick.onKey(event)) return;
            if (event.key === "Escape") event.currentTarget.blur();
            if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            submit();
          }}
          placeholder={t("inbox.write")}
          rows={1}
          value={text}
        />
        {/* A file goes with its text at once: only words are put off. */}
        {isWhole && file === null && (
          <IconButton icon="clock" label={t("desk.sendLater")} onClick={() => setLater(true)} />
        )}
        <Button className="rounded-xl" disabled={!isWhole} icon="send" look="primary" type="submit">
          {t("inbox.send")}
        </Button>
      </form>
      <p className="hidden px-1 text-2xs text-ink-3 md:block" id={`${COMPOSER}-hint`}>
        {tooMany > 0 ? t("inbox.tooLong", { count: tooMany }) : t("inbox.sendHint")}
        {tooMany <= 0 && quick.isOffered && ` · ${t("desk.slashHint")}`}
      </p>
      {isLater && (
        <SendLater
          conversation={conversation}
          onClose={() => setLater(false)}
          onPlanned={() => {
            write("");
            setLater(false);
          }}
          text={text.trim()}
        />
      )}
    </>
  );
}

/** What went wrong, and what to know before one writes. */
function Above({ conversation, error }: { conversation: Conversation; error: unknown }) {
  const t = useTranslations("inbox");
  return (
    <>
      {error !== null && <ProblemNote error={error} />}
      {conversation.contact?.consents.marketing === "withdrawn" && (
        <p className="flex items-start gap-1.5 px-1 text-xs text-ink-2">
          <Icon className="mt-0.5 shrink-0" name="info" size={13} />
          {t("optedOutNote")}
        </p>
      )}
    </>
  );
}
