import type { IconName } from "./icon-names.ts";
import { Icon } from "./icon.tsx";

/** How a link looks that begins with something ready. */
export const STARTER_TILE =
  "grid h-full content-start gap-1.5 rounded-xl border border-line p-4 text-sm hover:border-accent hover:bg-accent-soft";
/** How one looks that begins with nothing. */
export const STARTER_BARE =
  "flex h-11 items-center justify-center gap-2 rounded-xl border border-dashed border-line-strong text-sm font-medium text-ink-2 hover:bg-sunken";

/** What a tile says of what it begins with. */
export function StarterWords({
  icon,
  title,
  text,
}: {
  icon: IconName;
  title: string;
  text: string;
}) {
  return (
    <>
      <Icon className="text-accent" name={icon} size={20} />
      <span className="font-semibold">{title}</span>
      <span className="text-xs text-ink-2">{text}</span>
    </>
  );
}
