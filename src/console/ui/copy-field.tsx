import { useId, useState } from "react";
import { useTranslations } from "use-intl";

import { Button } from "./button.tsx";
import { INPUT } from "./field.tsx";

/** A text to take along, shown this once: it can be read, selected whole, and copied by one press. */
export function CopyField({ label, value, hint }: { label: string; value: string; hint?: string }) {
  const t = useTranslations("app");
  const id = useId();
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(value);
    setCopied(true);
  };
  return (
    <div className="grid gap-1.5">
      <label className="text-sm font-medium" htmlFor={id}>
        {label}
      </label>
      <div className="flex gap-2">
        <input
          aria-describedby={hint === undefined ? undefined : `${id}-hint`}
          autoComplete="off"
          className={`${INPUT} h-11 font-mono md:h-10`}
          id={id}
          onFocus={(event) => event.currentTarget.select()}
          readOnly
          spellCheck={false}
          value={value}
        />
        <Button
          autoFocus
          className="h-11 md:h-10"
          icon={isCopied ? "check" : "copy"}
          look="primary"
          // Where the clipboard is not to be had, the text is selected, to be copied by hand.
          onClick={() => void copy().catch(() => document.getElementById(id)?.focus())}
        >
          <span aria-live="polite">{t(isCopied ? "copied" : "copy")}</span>
        </Button>
      </div>
      {hint && (
        <p className="text-xs text-ink-3" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
