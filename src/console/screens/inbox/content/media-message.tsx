import { useTranslations } from "use-intl";

import { Icon, type IconName } from "../../../ui/icon.tsx";
import { memberOf, wordOf } from "../../../ui/message-words.ts";
import { Written } from "../../../ui/written.tsx";

const ICONS = {
  image: "image",
  video: "video",
  audio: "mic",
  document: "file",
  sticker: "sticker",
} as const satisfies Record<string, IconName>;
type Media = keyof typeof ICONS;

export const isMedia = (type: string): type is Media => Object.hasOwn(ICONS, type);

/** A file: what kind, what it is called, and what was written under it. The file itself cannot be opened here yet. */
export function MediaMessage({ type, content }: { type: Media; content: unknown }) {
  const t = useTranslations();
  const name = wordOf(memberOf(content, "filename"));
  const caption = wordOf(memberOf(content, "caption"));
  const isVoice = type === "audio" && memberOf(content, "voice") === true;
  const mime = wordOf(memberOf(content, "mime_type")).split(";")[0] ?? "";
  return (
    <div className="grid gap-1.5">
      <div className="flex min-w-52 items-center gap-3 rounded-xl bg-sunken p-3">
        <span className="grid size-10 shrink-0 place-items-center rounded-full bg-surface text-ink-2">
          <Icon name={ICONS[type]} size={20} />
        </span>
        <span className="grid min-w-0 text-sm">
          <span className="font-medium">
            {isVoice ? t("talk.voice") : t("talk.kind", { type })}
          </span>
          <span className="truncate text-xs text-ink-3">
            <bdi>{name || mime || t("talk.onPhone")}</bdi>
          </span>
        </span>
      </div>
      {caption !== "" && <Written text={caption} />}
    </div>
  );
}
