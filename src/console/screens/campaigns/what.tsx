import { useId, useState } from "react";
import { useTranslations } from "use-intl";

import { textOf } from "../../api/template-text.ts";
import type { Template } from "../../api/templates.ts";
import { Card } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/feedback.tsx";
import { TextInput } from "../../ui/field.tsx";
import { Icon } from "../../ui/icon.tsx";
import { useLanguageName } from "../../ui/use-language-name.ts";
import { PeoplePreview } from "./people-preview.tsx";
import type { StepProps } from "./step-props.ts";
import { VariableRow } from "./variable-row.tsx";
import { guessOf, slotsOf } from "./variables.ts";

/** Step 2: which template, and what stands in its places for each person. */
export function What(props: StepProps) {
  const { plan, change, numbers, templates, isTried } = props;
  const t = useTranslations("wizard");
  const account = numbers.find(({ id }) => id === plan.numberId)?.waba_id;
  const fitting = templates.filter(({ waba_id: owner }) => owner === account);
  const template = fitting.find(({ id }) => id === plan.templateId);
  const slots = template ? slotsOf(template) : [];
  const choose = (chosen: Template) => {
    const places = slotsOf(chosen);
    // What was already said for a place of the same name is kept.
    const had = Object.fromEntries(
      places.flatMap(({ key }) => (plan.variables[key] ? [[key, plan.variables[key]]] : [])),
    );
    change({ templateId: chosen.id, variables: { ...guessOf(places), ...had } });
  };
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="grid gap-4">
        <Card title={t("template")}>
          {fitting.length === 0 ? (
            <EmptyState icon="file-text" text={t("noTemplateText")} title={t("noTemplate")} />
          ) : (
            <TemplateChoice chosen={plan.templateId} onChoose={choose} templates={fitting} />
          )}
          {isTried && template === undefined && (
            <p className="mt-2 flex items-center gap-1.5 text-sm text-bad" role="alert">
              <Icon name="circle-alert" size={14} />
              {t("templateMissing")}
            </p>
          )}
        </Card>
        {template && slots.length > 0 && (
          <Card title={t("variables")}>
            <div className="grid gap-5">
              {slots.map((slot) => (
                <VariableRow
                  isTried={isTried}
                  key={`${template.id}${slot.key}`}
                  onChange={(source) =>
                    change({ variables: { ...plan.variables, [slot.key]: source } })
                  }
                  slot={slot}
                  source={plan.variables[slot.key]}
                />
              ))}
            </div>
          </Card>
        )}
      </div>
      {template && <PeoplePreview plan={plan} template={template} />}
    </div>
  );
}

/** Approved templates as radio buttons: arrow keys move, the preview follows. */
function TemplateChoice({
  templates,
  chosen,
  onChoose,
}: {
  templates: readonly Template[];
  chosen: string;
  onChoose: (template: Template) => void;
}) {
  const t = useTranslations();
  const group = useId();
  const languageName = useLanguageName();
  const [wanted, setWanted] = useState("");
  const needle = wanted.trim().toLowerCase();
  const found = templates.filter(({ name, components }) =>
    `${name} ${textOf(components).body}`.toLowerCase().includes(needle),
  );
  return (
    <div className="grid gap-2">
      {templates.length > 5 && (
        <TextInput
          aria-label={t("template.search")}
          onChange={(event) => setWanted(event.target.value)}
          placeholder={t("template.search")}
          type="search"
          value={wanted}
        />
      )}
      <fieldset className="grid max-h-80 content-start gap-1 overflow-y-auto p-0.5">
        <legend className="sr-only">{t("wizard.template")}</legend>
        {found.map((template) => (
          <label
            className="relative grid cursor-pointer gap-0.5 rounded-xl border border-line px-3 py-2.5 hover:bg-canvas has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-accent"
            key={template.id}
          >
            <input
              checked={template.id === chosen}
              className="absolute inset-0 size-full cursor-pointer opacity-0"
              name={group}
              onChange={() => onChoose(template)}
              type="radio"
            />
            <span className="text-sm font-semibold break-all">{template.name}</span>
            <bdi className="line-clamp-2 text-xs text-ink-2">
              {textOf(template.components).body}
            </bdi>
            <span className="text-2xs text-ink-3">
              {t("template.category", { category: template.category })} ·{" "}
              {languageName(template.language)}
            </span>
          </label>
        ))}
      </fieldset>
    </div>
  );
}
