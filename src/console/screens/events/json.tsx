import { useState } from "react";
import { useTranslations } from "use-intl";

import { Button } from "../../ui/button.tsx";

/** A value as JSON, to be read and taken along. */
export function Json({ label, value }: { label: string; value: unknown }) {
  const t = useTranslations("app");
  const [isCopied, setCopied] = useState(false);
  const text = JSON.stringify(value, null, 2);
  return (
    <div className="grid gap-2">
      <pre
        aria-label={label}
        className="max-h-96 overflow-auto rounded-lg bg-sunken p-3 text-xs leading-5"
        role="region"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
        tabIndex={0}
      >
        <code>{text}</code>
      </pre>
      <Button
        className="w-fit"
        icon={isCopied ? "check" : "copy"}
        onClick={() =>
          void navigator.clipboard.writeText(text).then(
            () => setCopied(true),
            () => undefined,
          )
        }
      >
        <span aria-live="polite">{t(isCopied ? "copied" : "copy")}</span>
      </Button>
    </div>
  );
}
