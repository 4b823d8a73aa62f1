import { useMutation, useQueryClient, type QueryKey } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";

import { IconButton } from "./button.tsx";
import { Confirm } from "./confirm.tsx";

/** Deletes one of a list, after a question. */
export function DeleteButton({
  label,
  title,
  text,
  verb,
  onDelete,
  onDeleted,
  list,
}: {
  /** What the button is called, with the name of what goes. */
  label: string;
  /** The question, what it costs, and the verb on its button. */
  title: string;
  text: ReactNode;
  verb: string;
  onDelete: () => Promise<unknown>;
  onDeleted?: () => void;
  /** The list that is read again. */
  list: QueryKey;
}) {
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const deletion = useMutation({
    mutationFn: onDelete,
    onSuccess: async () => {
      setAsking(false);
      await queries.invalidateQueries({ queryKey: list });
      onDeleted?.();
    },
  });
  return (
    <>
      <IconButton icon="trash" label={label} onClick={() => setAsking(true)} />
      {isAsking && (
        <Confirm
          busy={deletion.isPending}
          error={deletion.error}
          icon="trash"
          onClose={() => setAsking(false)}
          onConfirm={() => deletion.mutate()}
          text={text}
          title={title}
          verb={verb}
        />
      )}
    </>
  );
}
