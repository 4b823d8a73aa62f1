import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "use-intl";

import type { Contact } from "../../api/contacts.ts";
import { may } from "../../api/session.ts";
import { readOptOutLink } from "../../api/timeline.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { CopyField } from "../../ui/copy-field.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";

/** The page by which the person ends marketing; it is asked for when somebody wants it, because it speaks for them. */
export function OptOutLink({ contact }: { contact: Contact }) {
  const t = useTranslations("timeline");
  const reading = useMutation({ mutationFn: () => readOptOutLink(contact.id) });
  if (!may("consents:read")) return null;
  return (
    <Card title={t("link")}>
      <div className="grid gap-3 text-sm">
        <p className="text-ink-2">{t("linkText")}</p>
        {reading.isError && <ProblemNote error={reading.error} />}
        {reading.isSuccess ? (
          <CopyField label={t("link")} value={reading.data.url} />
        ) : (
          <Button
            busy={reading.isPending}
            className="justify-self-start"
            icon="link"
            onClick={() => reading.mutate()}
          >
            {t("linkShow")}
          </Button>
        )}
      </div>
    </Card>
  );
}
