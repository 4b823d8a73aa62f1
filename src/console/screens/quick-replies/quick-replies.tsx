import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { deleteReply, quickRepliesQuery, type QuickReply } from "../../api/quick-replies.ts";
import { may } from "../../api/session.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Chip } from "../../ui/chip.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { EmptyState, ProblemNote, Skeleton } from "../../ui/feedback.tsx";
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
      <Card aside={replies.length > 0 && act} title={t("title")}>
        {query.isPending && <Skeleton lines={3} />}
        {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
        {query.isSuccess && replies.length === 0 && (
          <EmptyState icon="zap" text={t("emptyText")} title={t("emptyTitle")}>
            {act}
          </EmptyState>
        )}
        <ul className="divide-y divide-line">
          {replies.map((reply) => (
            <li className="py-3 first:pt-0 last:pb-0" key={reply.id}>
              <Line onEdit={() => setOpen(reply)} reply={reply} />
            </li>
          ))}
        </ul>
      </Card>
      {open !== null && (
        <ReplyDialog onClose={() => setOpen(null)} reply={open === "new" ? null : open} />
      )}
    </>
  );
}

function Line({ reply, onEdit }: { reply: QuickReply; onEdit: () => void }) {
  const t = useTranslations("replies");
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const { id, shortcut, text } = reply;
  const deletion = useMutation({
    mutationFn: () => deleteReply(id),
    onSuccess: async () => {
      setAsking(false);
      await queries.invalidateQueries({ queryKey: ["quick-replies"] });
    },
  });
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
          <IconButton
            icon="trash"
            label={t("deleteOf", { shortcut })}
            onClick={() => setAsking(true)}
          />
        </span>
      )}
      {isAsking && (
        <Confirm
          busy={deletion.isPending}
          error={deletion.error}
          icon="trash"
          onClose={() => setAsking(false)}
          onConfirm={() => deletion.mutate()}
          text={t("deleteText")}
          title={t("deleteTitle", { shortcut })}
          verb={t("delete")}
        />
      )}
    </div>
  );
}
