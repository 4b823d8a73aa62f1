import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";

import { importQuery } from "../../api/imports.ts";
import { segmentsQuery } from "../../api/segments.ts";
import { useImportName } from "../../ui/import-picker.tsx";
import type { Plan } from "./plan.ts";
import type { StepProps } from "./step-props.ts";

/** A plan in a few lines, to tell two versions apart. */
export function PlanSummary({
  plan,
  numbers,
  templates,
}: Pick<StepProps, "plan" | "numbers" | "templates">) {
  const t = useTranslations("wizard");
  const lines = [
    [t("name"), plan.name],
    [t("number"), numbers.find(({ id }) => id === plan.numberId)?.name ?? "–"],
    [t("whom"), useWhom(plan)],
    [t("template"), templates.find(({ id }) => id === plan.templateId)?.name ?? "–"],
    ...Object.entries(plan.variables).map(([key, source]) => [
      key,
      "value" in source
        ? source.value
        : [source.field, source.fallback].filter((word) => word !== undefined).join(" / "),
    ]),
    [t("pace"), plan.paceMps === null ? t("fast") : t("atPace", { mps: plan.paceMps })],
  ];
  return (
    <dl className="grid grid-cols-[7rem_1fr] gap-x-3 gap-y-1.5 text-sm">
      {lines.map(([label, text]) => (
        <div className="contents" key={label}>
          <dt className="text-ink-3">{label}</dt>
          <dd className="written">{text}</dd>
        </div>
      ))}
    </dl>
  );
}

function useWhom({ who }: Plan): string {
  const t = useTranslations("wizard");
  const segments = useQuery({ ...segmentsQuery, enabled: who.kind === "segment" });
  const imported = useImported(who);
  const agreed = (words: string) => `${words} · ${t("agreedOnly")}`;
  switch (who.kind) {
    case "all":
      return who.agreed ? agreed(t("everybody")) : t("everybody");
    case "tags": {
      const tags = who.tags.join(who.match === "and" ? " + " : " / ");
      return who.agreed ? agreed(tags) : tags;
    }
    case "list":
      return t("picked", { count: who.count });
    case "segment":
      return segments.data?.data.find(({ id }) => id === who.id)?.name ?? t("segment");
    case "import":
      return imported ?? t("import");
    case "filter":
      return JSON.stringify(who.filter);
  }
}

/** What the import is called that is meant; undefined until it is known. */
function useImported(who: Plan["who"]): string | undefined {
  const nameOf = useImportName();
  const id = who.kind === "import" ? who.id : "";
  const query = useQuery({ ...importQuery(id), enabled: id !== "" });
  return query.data && nameOf(query.data);
}
