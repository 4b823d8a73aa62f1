import type { ReactNode } from "react";
import { useTranslations } from "use-intl";

import { Icon, type IconName } from "../../../ui/icon.tsx";

const ICONS = {
  image: "image",
  video: "video",
  audio: "mic",
  document: "file",
  sticker: "sticker",
} as const satisfies Record<string, IconName>;

/** How a file is shown. */
export type Kind = keyof typeof ICONS;

export const isKind = (type: string): type is Kind => Object.hasOwn(ICONS, type);

/** A file by its name and what there is to say of it; with an address it can be opened. */
export function FileCard({
  kind,
  title,
  note,
  href,
  children,
}: {
  kind: Kind;
  title: string;
  note: string;
  href?: string;
  children?: ReactNode;
}) {
  const t = useTranslations("talk");
  return (
    <div className="relative flex min-w-52 items-center gap-3 rounded-xl bg-sunken p-3">
      <span className="grid size-10 shrink-0 place-items-center rounded-full bg-surface text-ink-2">
        <Icon name={ICONS[kind]} size={20} />
      </span>
      <span className="grid min-w-0 grow text-sm">
        {href === undefined ? (
          <bdi className="truncate font-medium">{title}</bdi>
        ) : (
          // The whole of it can be pressed.
          <a
            className="truncate font-medium underline-offset-2 after:absolute after:inset-0 hover:underline"
            href={href}
            rel="noopener noreferrer"
            target="_blank"
          >
            <bdi>{title}</bdi>
            <span className="sr-only"> ({t("newTab")})</span>
          </a>
        )}
        <span className="text-xs text-ink-3">{note}</span>
      </span>
      {children}
    </div>
  );
}
