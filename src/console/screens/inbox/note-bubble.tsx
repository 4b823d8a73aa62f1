import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";

import { membersQuery } from "../../api/members.ts";
import { deleteNote, editNote, type Note } from "../../api/notes.ts";
import { currentPerson, may } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { Icon } from "../../ui/icon.tsx";
import { OwnNote } from "../../ui/own-note.tsx";
import { Written } from "../../ui/written.tsx";
import { mentionedIn } from "./mentions.ts";
import { NoteText } from "./note-text.tsx";

/** What somebody of the team left for the others: neither side of the talk, and said so. */
export function NoteBubble({ note }: { note: Note }) {
  const t = useTranslations("desk");
  const format = useFormatter();
  const queries = useQueryClient();
  const [isEditing, setEditing] = useState(false);
  const members = useQuery(membersQuery).data?.data ?? [];
  const isMine = note.author.id === currentPerson()?.user.id && may("inbox:write");
  const name = members.find(({ id }) => id === (note.author.id as string))?.full_name;
  return (
    <article
      className="my-1 grid w-full max-w-[92%] gap-1 justify-self-center rounded-xl border border-warn/30 bg-warn-soft px-3.5 py-2 text-sm"
      id={`message-${note.id}`}
      tabIndex={-1}
    >
      <p className="flex items-center gap-1.5 text-xs font-medium text-warn">
        <Icon className="shrink-0" name="sticky-note" size={13} />
        {t("noteOnly")}
      </p>
      {isEditing ? (
        <Edit note={note} onClose={() => setEditing(false)} />
      ) : (
        <Written text={note.text} />
      )}
      <div className="flex flex-wrap items-center gap-x-3 text-xs text-ink-2">
        <span className="grow">
          <bdi>{name ?? t("author", { kind: note.author.kind })}</bdi>
          {" · "}
          <time className="tabular" dateTime={note.created_at}>
            {format.dateTime(new Date(note.created_at), { hour: "numeric", minute: "2-digit" })}
          </time>
          {note.edited_at !== null && ` · ${t("edited")}`}
        </span>
        {isMine && !isEditing && (
          <OwnNote
            onDelete={() => deleteNote(note)}
            onDeleted={() => queries.invalidateQueries({ queryKey: ["notes"] })}
            onEdit={() => setEditing(true)}
          />
        )}
      </div>
    </article>
  );
}

function Edit({ note, onClose }: { note: Note; onClose: () => void }) {
  const t = useTranslations();
  const queries = useQueryClient();
  const [text, setText] = useState(note.text);
  const members = useQuery(membersQuery).data?.data ?? [];
  const saving = useMutation({
    mutationFn: (given: string) =>
      editNote(note, { text: given, mentions: mentionedIn(given, members) }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["notes"] });
      onClose();
    },
  });
  const save = () => {
    if (text.trim() !== "") saving.mutate(text.trim());
  };
  return (
    <div className="grid gap-2">
      {saving.isError && <ProblemNote error={saving.error} />}
      <div className="rounded-lg border border-warn/50 bg-surface">
        <NoteText
          aria-label={t("desk.writeNote")}
          autoFocus
          onEnter={save}
          onText={setText}
          value={text}
        />
      </div>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t("app.cancel")}</Button>
        <Button busy={saving.isPending} onClick={save}>
          {t("desk.saveNote")}
        </Button>
      </div>
    </div>
  );
}
