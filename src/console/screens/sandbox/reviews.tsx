import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";

import { reviewTemplate } from "../../api/sandbox.ts";
import { isInReview, templateListQuery, type Template } from "../../api/templates.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";

/** The templates of a pretend account that wait for somebody to play Meta's reviewer; nothing when none does. */
export function Reviews({ wabaId }: { wabaId: string }) {
  const t = useTranslations("sandbox");
  const { data } = useQuery(templateListQuery);
  const waiting = (data?.templates ?? []).filter(
    (template) => template.waba_id === wabaId && isInReview(template),
  );
  if (waiting.length === 0) return null;
  return (
    <Card title={t("reviews")}>
      <p className="mb-3 text-sm text-ink-2">{t("reviewsLead")}</p>
      <ul className="grid gap-2">
        {waiting.map((template) => (
          <Waiting key={template.id} template={template} />
        ))}
      </ul>
    </Card>
  );
}

function Waiting({ template: { id, name, language } }: { template: Template }) {
  const t = useTranslations("sandbox");
  const queries = useQueryClient();
  const review = useMutation({
    mutationFn: (decision: "approve" | "reject") => reviewTemplate(id, decision),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["templates"] }),
  });
  return (
    <li className="flex flex-wrap items-center gap-2 border-t border-line pt-2 text-sm">
      <span className="grow break-all">
        {name} · {language}
      </span>
      <Button busy={review.isPending} icon="check" onClick={() => review.mutate("approve")}>
        {t("approve")}
      </Button>
      <Button
        busy={review.isPending}
        icon="ban"
        look="danger"
        onClick={() => review.mutate("reject")}
      >
        {t("reject")}
      </Button>
      {review.isError && <ProblemNote error={review.error} />}
    </li>
  );
}
