import { useTranslations } from "use-intl";

import type { Step } from "../../api/automations.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { TextAt } from "../../ui/tree-fields.tsx";
import { useAt } from "../../ui/tree-form.tsx";
import { below } from "../../ui/tree.ts";
import { SaveToFields } from "./question-fields.tsx";
import { newName } from "./steps.ts";
import { ReplyTimeout } from "./wait-fields.tsx";
import { WaySelect } from "./way-select.tsx";

type Choosing = Extract<Step, { type: "buttons" | "list" }>;

/** As many as WhatsApp takes. */
const MAX = { buttons: 3, list: 10 } as const;

/** What a person may choose, and where each choice leads. */
export function ChoiceFields({
  at,
  step,
  isInFlow,
}: {
  at: string;
  step: Choosing;
  isInFlow: boolean;
}) {
  const t = useTranslations("step");
  const isList = step.type === "list";
  const member = below(at, isList ? "rows" : "buttons");
  const { fault, isFixed, write } = useAt(member);
  const choices = step.type === "list" ? step.rows : step.buttons;
  const add = () => {
    const ids = Object.fromEntries(choices.map(({ id }) => [id, true]));
    write([...choices, { id: newName(ids, isList ? "row" : "button"), title: "" }]);
  };
  return (
    <>
      {isList && <TextAt at={below(at, "button")} label={t("opener")} maxLength={20} />}
      <fieldset className="grid gap-2" data-at={member}>
        <legend className="mb-1.5 text-sm font-medium">{t(isList ? "rows" : "buttons")}</legend>
        {choices.map((_, index) => (
          <div className="grid gap-2 rounded-xl bg-sunken p-3" key={index}>
            <div className="grid grid-cols-[minmax(0,1fr)_auto] items-end gap-2">
              <TextAt
                at={below(member, index, "title")}
                label={t("choiceTitle", { index: index + 1 })}
              />
              {!isFixed && choices.length > 1 && (
                <IconButton
                  icon="x"
                  label={t("removeChoice", { index: index + 1 })}
                  onClick={() => write(choices.filter((__, one) => one !== index))}
                />
              )}
            </div>
            {isInFlow && <WaySelect at={below(member, index, "next")} label={t("leads")} shared />}
            <details>
              <summary className="w-fit cursor-pointer py-1 text-xs text-ink-2">
                {t("more")}
              </summary>
              <div className="grid gap-2 pt-1">
                {isList && (
                  <TextAt
                    at={below(member, index, "description")}
                    label={t("description")}
                    optional
                  />
                )}
                <TextAt at={below(member, index, "id")} hint={t("idHint")} label={t("id")} />
              </div>
            </details>
          </div>
        ))}
        {fault && <p className="text-xs text-bad">{fault}</p>}
        {!isFixed && choices.length < MAX[step.type] && (
          <Button className="w-fit" icon="plus" look="quiet" onClick={add}>
            {t(isList ? "addRow" : "addButton")}
          </Button>
        )}
      </fieldset>
      {isInFlow && (
        <details>
          <summary className="w-fit cursor-pointer py-1 text-sm text-ink-2">
            {t("answerMore")}
          </summary>
          <div className="grid gap-3 pt-2">
            <SaveToFields at={below(at, "save_to")} isOptional />
            <ReplyTimeout at={at} />
          </div>
        </details>
      )}
    </>
  );
}
