import { useState } from "react";
import { useTranslations } from "use-intl";

import type { Contact } from "../../api/contacts.ts";
import { may } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { NewRequestDialog } from "../../ui/new-request.tsx";

/** The way to what the person may ask for: a copy of their data, a correction, that it is not used, or that it goes. */
export function TheirData({ contact }: { contact: Contact }) {
  const t = useTranslations("requests");
  const [isAsking, setAsking] = useState(false);
  if (!may("privacy:write")) return null;
  return (
    <Card title={t("theirs")}>
      <p className="mb-3 text-sm text-ink-2">{t("theirsText")}</p>
      <Button icon="shield-check" onClick={() => setAsking(true)}>
        {t("new")}…
      </Button>
      {isAsking && <NewRequestDialog contact={contact.id} onClose={() => setAsking(false)} />}
    </Card>
  );
}
