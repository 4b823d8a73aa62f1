import { useState } from "react";
import { useTranslations } from "use-intl";

import { workspaceName } from "../../api/session.ts";
import { fill } from "../../api/template-text.ts";
import { shownTheme } from "../../theme.ts";
import { Card } from "../../ui/card.tsx";
import { Phone } from "../../ui/phone.tsx";
import { TemplateBody } from "../../ui/template-body.tsx";
import { shownValues, type Parts } from "./parts.ts";

const THEMES = ["light", "dark"] as const;

/** The message with its examples, on a phone in the light and in the dark. `plain` is the phone alone. */
export function TemplatePreview({ parts, plain = false }: { parts: Parts; plain?: boolean }) {
  const t = useTranslations("templates");
  const app = useTranslations("app");
  const [theme, setTheme] = useState(shownTheme);
  const values = shownValues(parts);
  const phone = (
    <Phone sender={workspaceName()} theme={theme}>
      <TemplateBody
        text={{
          header: parts.header === "" ? null : fill(parts.header, values.header),
          body: parts.body === "" ? t("bodyEmpty") : fill(parts.body, values.body),
          footer: parts.footer === "" ? null : parts.footer,
          buttons: parts.buttons.map(({ text }) => text).filter((text) => text !== ""),
        }}
      />
    </Phone>
  );
  if (plain) return phone;
  return (
    <Card
      aside={
        <span aria-label={t("previewTheme")} className="-my-1 flex gap-1" role="group">
          {THEMES.map((one) => (
            <button
              aria-pressed={one === theme}
              className="h-8 rounded-full px-3 text-xs font-medium text-ink-2 hover:bg-sunken aria-pressed:bg-accent-soft aria-pressed:text-accent-strong"
              key={one}
              onClick={() => setTheme(one)}
              type="button"
            >
              {app(one)}
            </button>
          ))}
        </span>
      }
      title={t("preview")}
    >
      {phone}
    </Card>
  );
}
