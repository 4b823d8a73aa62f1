import { useTranslations } from "use-intl";

import type { Attached } from "../../api/quick-replies.ts";
import { IconButton } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";

/** The file that goes with what is written. */
export function FileChip({ file, onRemove }: { file: Attached; onRemove: () => void }) {
  const t = useTranslations();
  return (
    <p className="flex w-fit items-center gap-2 rounded-lg bg-sunken pl-3 text-xs font-medium text-ink-2">
      <Icon name="file" size={14} />
      {t("talk.kind", { type: file.type })}
      <IconButton icon="x" label={t("desk.withoutFile")} onClick={onRemove} />
    </p>
  );
}
