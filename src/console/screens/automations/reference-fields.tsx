import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";

import { automationsQuery, type Step } from "../../api/automations.ts";
import { fill, textOf, variablesOf } from "../../api/template-text.ts";
import { templateListQuery } from "../../api/templates.ts";
import { ProblemNote } from "../../ui/feedback.tsx";
import { SelectAt } from "../../ui/tree-fields.tsx";
import { useTree } from "../../ui/tree-form.tsx";
import { below, readAt } from "../../ui/tree.ts";
import { TextField } from "./text-field.tsx";

/** An approved template, and what stands in its places. */
export function TemplateFields({
  at,
  step,
}: {
  at: string;
  step: Extract<Step, { type: "template" }>;
}) {
  const t = useTranslations("step");
  const query = useQuery(templateListQuery);
  const approved = query.data?.templates.filter(({ status }) => status === "approved") ?? [];
  const chosen = query.data?.templates.find(({ id }) => id === step.template_id);
  const text = chosen && textOf(chosen.components);
  const keys = text
    ? [
        ...variablesOf(text.header ?? "").map((name) => `header.${name}`),
        ...variablesOf(text.body).map((name) => `body.${name}`),
      ]
    : Object.keys(step.variables ?? {});
  const options = approved.map(({ id, name, language }) => [id, `${name} (${language})`] as const);
  const isListed = step.template_id === "" || options.some(([id]) => id === step.template_id);
  return (
    <>
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      <SelectAt
        at={below(at, "template_id")}
        hint={t("templateHint")}
        label={t("template")}
        options={[
          ["", t("choose")],
          ...(isListed ? [] : [[step.template_id, chosen?.name ?? step.template_id] as const]),
          ...options,
        ]}
      />
      {text && (
        <p className="rounded-xl bg-sunken p-3 text-sm whitespace-pre-line">
          <bdi>{fill(text.body, {})}</bdi>
        </p>
      )}
      {keys.map((key) => (
        <TextField
          at={below(at, "variables", key)}
          key={key}
          label={t("templateVariable", { name: key })}
        />
      ))}
    </>
  );
}

/** Another automation that goes on from here. */
export function StartFlowFields({ at }: { at: string }) {
  const t = useTranslations("step");
  const query = useQuery(automationsQuery);
  const { value } = useTree();
  const chosen = readAt(value, below(at, "automation_id"));
  const offered = (query.data?.automations ?? []).filter(
    ({ id, status }) => status === "published" || id === chosen,
  );
  return (
    <>
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      <SelectAt
        at={below(at, "automation_id")}
        hint={t("flowHint")}
        label={t("flow")}
        options={[["", t("choose")], ...offered.map(({ id, name }) => [id, name] as const)]}
      />
    </>
  );
}
