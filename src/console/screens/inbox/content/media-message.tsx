import { useTranslations } from "use-intl";

import type { Medium as File } from "../../../api/media.ts";
import { memberOf, wordOf } from "../../../ui/message-words.ts";
import { Written } from "../../../ui/written.tsx";
import { FileCard, type Kind } from "./file-card.tsx";
import { Medium } from "./medium.tsx";

/** A file, and what was written under it. One that is Meta's or was deleted is only named. */
export function MediaMessage({
  type,
  content,
  medium,
}: {
  type: Kind;
  content: unknown;
  medium: File | null;
}) {
  const t = useTranslations("talk");
  const caption = wordOf(memberOf(content, "caption"));
  const isVoice = type === "audio" && memberOf(content, "voice") === true;
  const label = isVoice ? t("voice") : t("kind", { type });
  return (
    <div className="grid gap-1.5">
      {medium === null ? (
        <FileCard
          kind={type}
          note={t("file", { status: "none" })}
          title={wordOf(memberOf(content, "filename")) || label}
        />
      ) : (
        <Medium kind={type} label={label} medium={medium} />
      )}
      {caption !== "" && <Written text={caption} />}
    </div>
  );
}
