import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { deleteReply, quickRepliesQuery, type QuickReply } from "../../api/quick-replies.ts";
import { may } from "../../api/session.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { Chip } from "../../ui/chip.tsx";
import { DeleteButton } from "../../ui/delete-button.tsx";
import { ListCard } from "../../ui/list-card.tsx";
import { ReplyDialog } from "./reply-dialog.tsx";

/** Answers that the team writes often, to be had in the inbox by a slash. */
export function QuickReplies() {
  const t = useTranslations("replies");
  const query = useQuery(quickRepliesQuery);
  const [open, setOpen] = useState<QuickReply | "new" | null>(null);
  const replies = query.data?.data ?? [];
  const act = may("inbox:write") && (
    <Button icon="plus" look="primary" onClick={() => setOpen("new")}>
      {t("new")}
    </Button>
  );
  return (
    <>
      <ListCard
        act={act}
        empty={{ icon: "zap", title: t("emptyTitle"), text: t("emptyText") }}
        keyOf={(reply) => reply.id}

        line={(reply) => <Line onEdit={() => setOpen(reply)} reply={reply} />}
        query={query}
        rows={replies}
        title={t("title")}
      />
      {open !== null && (
        <ReplyDialog onClose={() => setOpen(null)} reply={open === "new" ? null : open} />
      )}
    </>
  );
}

function Line({ reply, onEdit }: { reply: QuickReply; onEdit: () => void }) {
  const t = useTranslations("replies");
  const { id, shortcut, text } = reply;
  return (
    <div className="flex items-start gap-3 text-sm">
      <span className="grid min-w-0 grow gap-1">
        <span className="flex flex-wrap items-center gap-2">
          <span className="font-semibold">/{shortcut}</span>
          {reply.media_id !== null && <Chip icon="file">{t("withFile")}</Chip>}
        </span>
        <span className="line-clamp-3 text-ink-2" dir="auto">
          {text}
        </span>
      </span>
      {may("inbox:write") && (
        <span className="flex shrink-0">
          <IconButton icon="pencil" label={t("editOf", { shortcut })} onClick={onEdit} />
          <DeleteButton
            label={t("deleteOf", { shortcut })}
            list={["quick-replies"]}
            onDelete={() => deleteReply(id)}
            text={t("deleteText")}
            title={t("deleteTitle", { shortcut })}
            verb={t("delete")}
          />
        </span>
      )}
    </div>
  );
}
