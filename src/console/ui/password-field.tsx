import { useState, type ComponentProps } from "react";
import { useTranslations } from "use-intl";

import { IconButton } from "./button.tsx";
import { cx } from "./cx.ts";
import { TextInput } from "./field.tsx";

/** A password, which can be shown: a person who sees what they type makes it longer. */
export function PasswordInput(attributes: ComponentProps<"input">) {
  const t = useTranslations("login");
  const [isShown, setShown] = useState(false);
  return (
    <span className="relative">
      <TextInput {...attributes} className="pr-11" type={isShown ? "text" : "password"} />
      <IconButton
        aria-pressed={isShown}
        className="absolute top-0.5 right-0.5"
        icon={isShown ? "eye-off" : "eye"}
        label={t(isShown ? "hide" : "show")}
        onClick={() => setShown(!isShown)}
      />
    </span>
  );
}

const BYTES_MIN = 8;
const STEPS = [
  { from: 0, word: "short", colour: "bg-bad" },
  { from: BYTES_MIN, word: "fair", colour: "bg-warn" },
  { from: 12, word: "good", colour: "bg-good" },
  { from: 16, word: "strong", colour: "bg-good" },
] as const;

/** How long a password is, which is what makes it strong. Length counts bytes, as the API does. */
export function PasswordMeter({ password }: { password: string }) {
  const t = useTranslations("register");
  const bytes = new TextEncoder().encode(password).length;
  const at = STEPS.findLastIndex(({ from }) => bytes >= from);
  const { word, colour } = STEPS[at] ?? STEPS[0];
  const text = password === "" ? t("meterNone") : t("meter", { word });
  return (
    <div className="grid gap-1">
      <div
        aria-label={t("meterLabel")}
        aria-valuemax={STEPS.length}
        aria-valuemin={0}
        aria-valuenow={password === "" ? 0 : at + 1}
        aria-valuetext={text}
        className="grid grid-cols-4 gap-1"
        role="meter"
      >
        {STEPS.map(({ from }, step) => (
          <span
            className={cx("h-1 rounded-full", password !== "" && step <= at ? colour : "bg-line")}
            key={from}
          />
        ))}
      </div>
      <p aria-hidden="true" className="text-xs text-ink-3">
        {text}
      </p>
    </div>
  );
}
