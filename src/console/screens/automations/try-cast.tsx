import { useState } from "react";
import { useTranslations } from "use-intl";

import type { Definition } from "../../api/automations.ts";
import { Button } from "../../ui/button.tsx";
import { Field, INPUT, TextInput } from "../../ui/field.tsx";
import { atLocal } from "../../ui/local-time.ts";
import { namedSteps } from "./steps.ts";
import type { Play } from "./use-play.ts";

const ANSWERS = ["200", "404", "500", "0"] as const;

/** Who plays along: the person, what a hook would fill, and what servers answer. A change begins the conversation anew. */
export function TryCast({ definition, play }: { definition: Definition; play: Play }) {
  const t = useTranslations("try");
  const { contact } = play.cast;
  const [name, setName] = useState(contact?.name ?? "");
  const [tags, setTags] = useState((contact?.tags ?? []).join(", "));
  const [variables, setVariables] = useState(play.cast.variables ?? {});
  const [answers, setAnswers] = useState<Readonly<Record<string, string>>>({});
  const hooked = definition.trigger.type === "hook" ? (definition.trigger.variables ?? []) : [];
  const calls = Object.entries(namedSteps(definition)).filter(([, { type }]) => type === "http");
  const [at, setAt] = useState("");
  const recast = () => {
    const cast = {
      contact: {
        ...(name.trim() !== "" && { name: name.trim() }),
        tags: tags
          .split(",")
          .map((tag) => tag.trim())
          .filter((tag) => tag !== ""),
      },
      variables,
      http: Object.fromEntries(
        Object.entries(answers).map(([step, status]) => [step, { status: Number(status) }]),
      ),
    };
    play.recast(cast, atLocal(at));
  };
  return (
    <details>
      <summary className="w-fit cursor-pointer py-1 text-sm font-medium">{t("cast")}</summary>
      <div className="grid gap-3 pt-2">
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label={t("name")}>
            {(attributes) => (
              <TextInput
                {...attributes}
                onChange={(event) => setName(event.target.value)}
                value={name}
              />
            )}
          </Field>
          <Field hint={t("tagsHint")} label={t("tags")}>
            {(attributes) => (
              <TextInput
                {...attributes}
                onChange={(event) => setTags(event.target.value)}
                value={tags}
              />
            )}
          </Field>
          <Field hint={t("whenHint")} label={t("when")}>
            {(attributes) => (
              <TextInput
                {...attributes}
                onChange={(event) => setAt(event.target.value)}
                type="datetime-local"
                value={at}
              />
            )}
          </Field>
          {hooked.map((variable) => (
            <Field key={variable} label={t("variable", { name: variable })}>
              {(attributes) => (
                <TextInput
                  {...attributes}
                  onChange={(event) =>
                    setVariables({ ...variables, [variable]: event.target.value })
                  }
                  value={variables[variable] ?? ""}
                />
              )}
            </Field>
          ))}
          {calls.map(([step]) => (
            <Field key={step} label={t("server", { step })}>
              {(attributes) => (
                <select
                  {...attributes}
                  className={`${INPUT} h-11 md:h-10`}
                  onChange={(event) => setAnswers({ ...answers, [step]: event.target.value })}
                  value={answers[step] ?? "200"}
                >
                  {ANSWERS.map((status) => (
                    <option key={status} value={status}>
                      {t("answer", { status: `s${status}` })}
                    </option>
                  ))}
                </select>
              )}
            </Field>
          ))}
        </div>
        <Button className="w-fit" icon="rotate-ccw" onClick={recast}>
          {t("recast")}
        </Button>
      </div>
    </details>
  );
}
