import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";

import {
  createRule,
  replaceRule,
  ruleBody,
  WAYS,
  type NewRule,
  type Rule,
} from "../../api/assignment.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { Field, INPUT, TextInput } from "../../ui/field.tsx";
import { RadioCards } from "../../ui/radio-cards.tsx";
import { toFields } from "../../ui/to-fields.ts";
import { toast } from "../../ui/toast.tsx";
import { Members } from "./members.tsx";

interface Values {
  name: string;
  tags: string;
  languages: string;
  hours: "" | "open" | "closed";
  how: Rule["how"];
  members: string[];
  enabled: boolean;
}

const HOURS = ["", "open", "closed"] as const;
const FIELDS = ["name", "tags", "languages", "how", "members"] as const;

const listIn = (text: string): string[] =>
  text
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");

/** A rule: for which talks, and who of whom is given them. */
export function RuleDialog({
  rule,
  place,
  onClose,
}: {
  rule: Rule | null;
  /** Where a new one stands: behind the others. */
  place: number;
  onClose: () => void;
}) {
  const t = useTranslations("assignment");
  const queries = useQueryClient();
  const [rest, setRest] = useState<unknown>(null);
  const form = useForm<Values>({ defaultValues: valuesOf(rule) });
  const { errors } = form.formState;
  const saving = useMutation({
    mutationFn: (values: Values) => {
      const body = bodyOf(values, rule);
      return rule === null
        ? createRule({ ...body, place })
        : replaceRule(rule.id, ruleBody(rule, body));
    },
    onMutate: () => setRest(null),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["assignment-rules"] });
      toast(t("saved"));
      onClose();
    },
    onError: (error) =>
      setRest(
        toFields(error, [...FIELDS], {
          setError: form.setError,
          wordsOf: (code) => t("field", { code }),
        }),
      ),
  });
  const submit = (values: Values) => {
    if (values.members.length > 0) saving.mutate(values);
    else form.setError("members", { message: t("chooseMembers") });
  };
  return (
    <Dialog onClose={onClose} title={t(rule === null ? "new" : "edit")}>
      <form
        className="grid gap-4 overflow-y-auto p-5"
        noValidate
        onSubmit={(event) => void form.handleSubmit(submit)(event)}
      >
        {rest !== null && <ProblemNote error={rest} />}
        <Field error={errors.name?.message} label={t("name")}>
          {(attributes) => (
            <TextInput
              {...attributes}
              autoComplete="off"
              maxLength={80}
              {...form.register("name", { required: t("required") })}
            />
          )}
        </Field>
        <Field error={errors.tags?.message} hint={t("tagsHint")} label={t("tags")}>
          {(attributes) => (
            <TextInput {...attributes} autoComplete="off" {...form.register("tags")} />
          )}
        </Field>
        <Field error={errors.languages?.message} hint={t("languagesHint")} label={t("languages")}>
          {(attributes) => (
            <TextInput {...attributes} autoComplete="off" {...form.register("languages")} />
          )}
        </Field>
        <Field label={t("hours")}>
          {(attributes) => (
            <select {...attributes} className={`${INPUT} h-11 md:h-10`} {...form.register("hours")}>
              {HOURS.map((hours) => (
                <option key={hours} value={hours}>
                  {t("hoursName", { hours: hours === "" ? "always" : hours })}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Members error={errors.members?.message} register={form.register("members")} />
        <RadioCards
          label={t("who")}
          options={WAYS.map((value) => ({
            value,
            title: t("how", { how: value }),
            text: t("howText", { how: value }),
          }))}
          register={form.register("how")}
        />
        <label className="flex min-h-9 items-center gap-2.5 text-sm">
          <input className="size-4 accent-accent" type="checkbox" {...form.register("enabled")} />
          {t("isOn")}
        </label>
        <footer className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button busy={saving.isPending} look="primary" type="submit">
            {t("save")}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}

const NEW: Values = {
  name: "",
  tags: "",
  languages: "",
  hours: "",
  how: "round_robin",
  members: [],
  enabled: true,
};

function valuesOf(rule: Rule | null): Values {
  if (rule === null) return NEW;
  const { name, when, how, members, enabled } = rule;
  const [tags, languages] = [when.tags.join(", "), when.languages.join(", ")];
  return { name, tags, languages, hours: when.hours ?? "", how, members, enabled };
}

/** Numbers that a rule was given elsewhere stay. */
const bodyOf = ({ tags, languages, hours, members, ...rest }: Values, rule: Rule | null) => ({
  ...rest,
  // Safe: the boxes are of members.
  members: members as NewRule["members"],
  when: {
    numbers: rule?.when.numbers ?? [],
    tags: listIn(tags),
    languages: listIn(languages),
    hours: hours === "" ? null : hours,
  },
});
