import { useRouteContext } from "@tanstack/react-router";
import { useForm, useWatch, type UseFormReturn } from "react-hook-form";
import { useTranslations } from "use-intl";

import type { Brief } from "../../api/drafts.ts";
import { Button } from "../../ui/button.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { Field, INPUT, TextInput } from "../../ui/field.tsx";
import { Icon } from "../../ui/icon.tsx";
import { useAiWords } from "../../ui/use-ai-words.ts";
import { briefOf, type BriefValues } from "./brief-values.ts";
import { LanguageOptions } from "./language-options.tsx";

const CATEGORIES = ["MARKETING", "UTILITY"] as const;
const BRIEF_MAX = 2_000;

/** The brief at the left; at the right all that is sent of it, as it is sent. */
export function BriefForm({
  isBusy,
  error,
  onDraft,
}: {
  isBusy: boolean;
  error: unknown;
  onDraft: (brief: Brief) => void;
}) {
  const t = useTranslations("ai");
  const words = useAiWords();
  const { language } = useRouteContext({ from: "__root__" });
  const form = useForm<BriefValues>({
    defaultValues: {
      brief: "",
      goal: "",
      language: language.locale.replace("-", "_"),
      category: "MARKETING",
      tone: "",
      brand: "",
      variables: "",
    },
  });
  // Safe: every field has a first value.
  const values = useWatch({ control: form.control }) as BriefValues;
  return (
    <form
      className="grid gap-5 p-5 md:grid-cols-[minmax(0,1fr)_20rem]"
      noValidate
      onSubmit={(event) => void form.handleSubmit((given) => onDraft(briefOf(given)))(event)}
    >
      <div className="grid content-start gap-4">
        {error !== null && <ProblemNote error={error} words={words} />}
        <BriefFields form={form} />
        <Button
          busy={isBusy}
          className="justify-self-start"
          icon="sparkles"
          look="primary"
          type="submit"
        >
          {t("draft")}
        </Button>
      </div>
      <Sent brief={briefOf(values)} />
    </form>
  );
}

function BriefFields({ form }: { form: UseFormReturn<BriefValues> }) {
  const t = useTranslations("ai");
  const categories = useTranslations("template");
  return (
    <>
      <Field error={form.formState.errors.brief?.message} hint={t("briefHint")} label={t("brief")}>
        {(attributes) => (
          <textarea
            {...attributes}
            autoFocus
            className={`${INPUT} field-sizing-content min-h-24 py-2 leading-relaxed`}
            dir="auto"
            maxLength={BRIEF_MAX}
            {...form.register("brief", { required: t("required") })}
          />
        )}
      </Field>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <Field label={t("language")}>
          {(attributes) => (
            <select
              {...attributes}
              className={`${INPUT} h-11 md:h-10`}
              {...form.register("language")}
            >
              <LanguageOptions />
            </select>
          )}
        </Field>
        <Field label={t("category")}>
          {(attributes) => (
            <select
              {...attributes}
              className={`${INPUT} h-11 md:h-10`}
              {...form.register("category")}
            >
              {CATEGORIES.map((category) => (
                <option key={category} value={category}>
                  {categories("category", { category })}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field hint={t("goalHint")} label={t("goal")}>
          {(attributes) => <TextInput {...attributes} maxLength={200} {...form.register("goal")} />}
        </Field>
        <Field hint={t("toneHint")} label={t("tone")}>
          {(attributes) => <TextInput {...attributes} maxLength={100} {...form.register("tone")} />}
        </Field>
        <Field hint={t("brandHint")} label={t("brand")}>
          {(attributes) => (
            <TextInput {...attributes} maxLength={200} {...form.register("brand")} />
          )}
        </Field>
        <Field hint={t("variablesHint")} label={t("variables")}>
          {(attributes) => (
            <TextInput
              {...attributes}
              autoComplete="off"
              spellCheck={false}
              {...form.register("variables")}
            />
          )}
        </Field>
      </div>
    </>
  );
}

function Sent({ brief }: { brief: Brief }) {
  const t = useTranslations("ai");
  return (
    <section aria-label={t("sent")} className="grid content-start gap-2 rounded-xl bg-sunken p-4">
      <h3 className="flex items-center gap-2 text-sm font-semibold">
        <Icon className="text-good" name="shield-check" />
        {t("only")}
      </h3>
      <p className="text-xs text-ink-2">{t("onlyText")}</p>
      <pre className="text-xs leading-relaxed break-words whitespace-pre-wrap">
        {JSON.stringify(brief, null, 2)}
      </pre>
    </section>
  );
}
