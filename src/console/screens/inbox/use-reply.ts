import { useState } from "react";

import type { Conversation } from "../../api/conversations.ts";
import type { Attached } from "../../api/quick-replies.ts";
import { useSend } from "./use-send.ts";
import { giveBack, useWritten } from "./use-written.ts";

/** Meta's limits of a text and of a file's caption, characters. */
const LENGTH_MAX = 4096;
const CAPTION_MAX = 1024;

/** What is written to a person, with a file or without, and how it is sent. */
export function useReply(conversation: Conversation) {
  const [text, write] = useWritten(conversation.id);
  const [file, setFile] = useState<Attached | null>(null);
  const { send, isError, error } = useSend(conversation);
  const tooMany = Array.from(text).length - (file === null ? LENGTH_MAX : CAPTION_MAX);
  const isEmpty = text.trim() === "" && file === null;
  return {
    text,
    write,
    file,
    setFile,
    /** Why the last one was not sent; null when it was. */
    error: isError ? error : null,
    /** Characters above what Meta takes; none or less: it fits. */
    tooMany,
    isEmpty,
    isWhole: !isEmpty && tooMany <= 0,
    send: () => {
      const body = text.trim();
      const onLost = () => giveBack(conversation.id, body);
      send({ ...contentOf(body, file), onLost });
      setFile(null);
      write("");
    },
  };
}

function contentOf(body: string, file: Attached | null) {
  if (file === null) return { type: "text" as const, content: { body } };
  const hasCaption = file.type !== "audio" && body !== "";
  return { type: file.type, content: { id: file.id, ...(hasCaption && { caption: body }) } };
}
