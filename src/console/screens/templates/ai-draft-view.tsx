import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { acceptDraft, type AiDraft } from "../../api/drafts.ts";
import { isInUse, numbersQuery } from "../../api/numbers.ts";
import { templateQuery } from "../../api/templates.ts";
import { Button } from "../../ui/button.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { Field, INPUT } from "../../ui/field.tsx";
import { partsOf } from "./parts.ts";
import { TemplatePreview } from "./template-preview.tsx";

/** What the model wrote. It becomes a template when somebody says so, and goes to Meta when somebody submits that. */
export function AiDraftView({ draft, onAgain }: { draft: AiDraft; onAgain: () => void }) {
  const t = useTranslations("ai");
  const queries = useQueryClient();
  const navigate = useNavigate();
  const numbers = useQuery(numbersQuery);
  const homes = numbers.data?.data.filter(isInUse) ?? [];
  const accounts = [...Map.groupBy(homes, ({ waba_id: account }) => account).values()].flatMap(
    ([first]) => first ?? [],
  );
  const [chosen, setChosen] = useState("");
  const home = chosen || accounts[0]?.id;
  const acceptance = useMutation({
    mutationFn: () => acceptDraft(draft.id, home ?? ""),
    onSuccess: (made) => {
      queries.setQueryData(templateQuery(made.body.id).queryKey, made);
      void queries.invalidateQueries({ queryKey: ["templates", "list"] });
      void navigate({ to: "/templates/$id", params: { id: made.body.id } });
    },
  });
  return (
    <div className="grid gap-5 p-5 md:grid-cols-[minmax(0,1fr)_20rem]">
      <TemplatePreview parts={partsOf(draft.template, "")} plain />
      <div className="grid content-start gap-4 text-sm">
        <p>{t("read")}</p>
        <p className="text-xs text-ink-2">{t("by", { model: draft.model })}</p>
        {draft.lint.problems.length > 0 && (
          <ul className="grid gap-1 text-xs text-warn">
            {draft.lint.problems.map(({ code, pointer, message }) => (
              <li key={`${code}${pointer}${message}`}>{message}</li>
            ))}
          </ul>
        )}
        {accounts.length > 1 && (
          <Field label={t("home")}>
            {(attributes) => (
              <select
                {...attributes}
                className={`${INPUT} h-11 md:h-10`}
                onChange={(event) => setChosen(event.target.value)}
                value={home}
              >
                {accounts.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </select>
            )}
          </Field>
        )}
        {numbers.isSuccess && accounts.length === 0 && <p>{t("noNumber")}</p>}
        {acceptance.isError && <ProblemNote error={acceptance.error} />}
        <div className="flex flex-wrap gap-2">
          <Button
            busy={acceptance.isPending}
            disabled={home === undefined}
            icon="pencil"
            look="primary"
            onClick={() => acceptance.mutate()}
          >
            {t("use")}
          </Button>
          <Button icon="undo-2" onClick={onAgain}>
            {t("again")}
          </Button>
        </div>
      </div>
    </div>
  );
}
