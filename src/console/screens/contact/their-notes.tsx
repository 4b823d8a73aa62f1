import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";
import { useTranslations } from "use-intl";

import {
  addContactNote,
  contactNotesQuery,
  deleteContactNote,
  editContactNote,
  type ContactNote,
} from "../../api/contact-notes.ts";
import type { Contact } from "../../api/contacts.ts";
import { membersQuery } from "../../api/members.ts";
import { currentPerson, may } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { MoreButton } from "../../ui/more-button.tsx";
import { OwnNote } from "../../ui/own-note.tsx";
import { LongTime } from "../../ui/time.tsx";
import { Written } from "../../ui/written.tsx";

/** What the team says of the person among itself, apart from any talk. */
export function TheirNotes({ contact: { id } }: { contact: Contact }) {
  const t = useTranslations("timeline");
  const query = useInfiniteQuery(contactNotesQuery(id));
  const notes = query.data?.pages.flatMap(({ data }) => data) ?? [];
  return (
    <Card title={t("notes")}>
      {may("contacts:write") && <NewNote contact={id} />}
      {query.isPending && <Skeleton className="px-0" lines={1} />}
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && notes.length === 0 && (
        <p className="text-sm text-ink-2">{t("noNotes")}</p>
      )}
      <ul className="divide-y divide-line">
        {notes.map((note) => (
          <Note key={note.id} note={note} />
        ))}
      </ul>
      <MoreButton className="mt-3" query={query} />
    </Card>
  );
}

/** Whatever shows notes of a person is asked again. */
function useShownAnew() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ["contacts", "happened"] });
}

function NewNote({ contact }: { contact: string }) {
  const t = useTranslations("desk");
  const onSuccess = useShownAnew();
  const [text, setText] = useState("");
  const adding = useMutation({
    mutationFn: () => addContactNote(contact, text.trim()),
    onSuccess: () => {
      setText("");
      return onSuccess();
    },
  });
  return (
    <NoteForm
      busy={adding.isPending}
      error={adding.error}
      onSave={() => adding.mutate()}
      onText={setText}
      text={text}
      verb={t("keepNote")}
    />
  );
}

function NoteForm({
  text,
  verb,
  busy,
  error,
  onText,
  onSave,
  onClose,
}: {
  text: string;
  verb: string;
  busy: boolean;
  error: Error | null;
  onText: (text: string) => void;
  onSave: () => void;
  onClose?: () => void;
}) {
  const t = useTranslations();
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    onSave();
  };
  return (
    <form className="mb-3 grid gap-2 text-sm" onSubmit={save}>
      {error && <ProblemNote error={error} />}
      <textarea
        aria-label={t("desk.writeNote")}
        autoFocus={onClose !== undefined}
        className="field-sizing-content max-h-60 min-h-16 w-full resize-none rounded-lg border border-line-strong bg-surface px-3 py-2 text-base text-ink placeholder:text-ink-3 md:text-sm"
        dir="auto"
        maxLength={4096}
        onChange={({ target }) => onText(target.value)}
        placeholder={t("desk.writeNote")}
        value={text}
      />
      <span className="flex justify-end gap-2">
        {onClose && <Button onClick={onClose}>{t("app.cancel")}</Button>}
        <Button busy={busy} disabled={text.trim() === ""} icon="sticky-note" type="submit">
          {verb}
        </Button>
      </span>
    </form>
  );
}

function Note({ note }: { note: ContactNote }) {
  const t = useTranslations("desk");
  const onDeleted = useShownAnew();
  const [isEditing, setEditing] = useState(false);
  const members = useQuery(membersQuery).data?.data ?? [];
  const isMine = note.author.id === currentPerson()?.user.id && may("contacts:write");
  const name = members.find(({ id }) => id === (note.author.id as string))?.full_name;
  if (isEditing)
    return (
      <li className="py-2.5">
        <EditNote note={note} onClose={() => setEditing(false)} />
      </li>
    );
  return (
    <li className="grid gap-1 py-2.5 text-sm first:pt-0 last:pb-0">
      <Written text={note.text} />
      <span className="flex flex-wrap items-center gap-x-3 text-xs text-ink-3">
        <span className="grow">
          <bdi>{name ?? t("author", { kind: note.author.kind })}</bdi>
          {" · "}
          <LongTime at={note.created_at} />
          {note.edited_at !== null && ` · ${t("edited")}`}
        </span>
        {isMine && (
          <OwnNote
            onDelete={() => deleteContactNote(note)}
            onDeleted={onDeleted}
            onEdit={() => setEditing(true)}
          />
        )}
      </span>
    </li>
  );
}

function EditNote({ note, onClose }: { note: ContactNote; onClose: () => void }) {
  const t = useTranslations("desk");
  const onSuccess = useShownAnew();
  const [text, setText] = useState(note.text);
  const saving = useMutation({
    mutationFn: () => editContactNote(note, text.trim()),
    onSuccess: async () => {
      await onSuccess();
      onClose();
    },
  });
  return (
    <NoteForm
      busy={saving.isPending}
      error={saving.error}
      onClose={onClose}
      onSave={() => saving.mutate()}
      onText={setText}
      text={text}
      verb={t("saveNote")}
    />
  );
}
