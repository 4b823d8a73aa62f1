import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { SubmitEvent } from "react";
import { useTranslations } from "use-intl";

import type { Conversation } from "../../api/conversations.ts";
import { membersQuery } from "../../api/members.ts";
import { addNote } from "../../api/notes.ts";
import { Button } from "../../ui/button.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { COMPOSER } from "./composer-focus.ts";
import { mentionedIn } from "./mentions.ts";
import { NoteText } from "./note-text.tsx";
import { useWritten } from "./use-written.ts";

/** A note to the team: in a colour of its own, so that nobody takes it for an answer. */
export function NoteField({ conversation: { id } }: { conversation: Conversation }) {
  const t = useTranslations("desk");
  const queries = useQueryClient();
  const [text, write] = useWritten(`note ${id}`);
  const members = useQuery(membersQuery).data?.data ?? [];
  const adding = useMutation({
    mutationFn: (given: string) =>
      addNote(id, { text: given, mentions: mentionedIn(given, members) }),
    onSuccess: () => {
      write("");
      return queries.invalidateQueries({ queryKey: ["notes", id] });
    },
  });
  const add = (event?: SubmitEvent) => {
    event?.preventDefault();
    if (text.trim() !== "" && !adding.isPending) adding.mutate(text.trim());
  };
  return (
    <>
      {adding.isError && <ProblemNote error={adding.error} />}
      <form
        className="flex items-end gap-1 rounded-2xl border border-warn/50 bg-warn-soft p-1 focus-within:border-warn focus-within:ring-1 focus-within:ring-warn"
        onSubmit={add}
      >
        <NoteText
          aria-describedby={`${COMPOSER}-hint`}
          aria-label={t("writeNote")}
          id={COMPOSER}
          onEnter={add}
          onText={write}
          placeholder={t("writeNote")}
          value={text}
        />
        <Button
          busy={adding.isPending}
          className="rounded-xl"
          disabled={text.trim() === ""}
          icon="sticky-note"
          type="submit"
        >
          {t("keepNote")}
        </Button>
      </form>
      <p className="px-1 text-2xs text-ink-3" id={`${COMPOSER}-hint`}>
        {t("noteHint")}
      </p>
    </>
  );
}
