import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import { useTranslations } from "use-intl";

import { endingsQuery, writeAs, type PretendMessage } from "../../api/sandbox.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { Field, INPUT, TextInput } from "../../ui/field.tsx";
import { toFields } from "../../ui/to-fields.ts";
import { toast } from "../../ui/toast.tsx";

/** Before the four digits that decide how a pretend person behaves. */
const STEM = "+551198765";
const PLAIN_ENDING = "4321";

/** Somebody who does not exist writes to the number. The last four digits decide what becomes of what is sent to them. */
export function WriteAs({ numberId }: { numberId: string }) {
  const t = useTranslations("sandbox");
  const queries = useQueryClient();
  const endings = useQuery(endingsQuery);
  const [rest, setRest] = useState<unknown>(null);
  const form = useForm<PretendMessage>({
    defaultValues: { from: STEM + PLAIN_ENDING, name: t("person"), text: t("hello") },
  });
  const { errors } = form.formState;
  const from = useWatch({ control: form.control, name: "from" });
  const magic = endings.data?.data.find(({ ending }) =>
    from.replaceAll(/\D/g, "").endsWith(ending),
  );
  const writing = useMutation({
    mutationFn: (message: PretendMessage) =>
      writeAs(numberId, { ...message, from: message.from.replaceAll(/[\s().-]/g, "") }),
    onSuccess: async () => {
      setRest(null);
      toast(t("written"));
      await queries.invalidateQueries({ queryKey: ["conversations"] });
    },
    onError: (error) =>
      setRest(
        toFields(error, ["from", "name", "text"], {
          setError: form.setError,
          wordsOf: (code) => t("field", { code }),
        }),
      ),
  });
  return (
    <Card
      aside={
        <Link className="text-sm font-medium text-accent hover:underline" to="/inbox">
          {t("toInbox")}
        </Link>
      }
      title={t("writeAs")}
    >
      <form
        className="grid grid-cols-1 items-start gap-4 md:grid-cols-2"
        noValidate
        onSubmit={(event) => void form.handleSubmit((values) => writing.mutate(values))(event)}
      >
        {rest !== null && <ProblemNote className="md:col-span-2" error={rest} />}
        <Field label={t("behaves")}>
          {(attributes) => (
            <select
              {...attributes}
              className={`${INPUT} h-11 md:h-10`}
              onChange={(event) => form.setValue("from", STEM + event.target.value)}
              value={magic?.ending ?? PLAIN_ENDING}
            >
              <option value={PLAIN_ENDING}>{t("normal")}</option>
              {endings.data?.data.map(({ ending, code, description }) => (
                <option key={ending} value={ending}>
                  {ending} ·{" "}
                  {code === null
                    ? t("ending", { ending }) || description
                    : `${code} ${description}`}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field error={errors.from?.message} hint={t("fromHint")} label={t("from")}>
          {(attributes) => (
            <TextInput
              {...attributes}
              autoComplete="off"
              inputMode="tel"
              {...form.register("from", { required: t("required") })}
            />
          )}
        </Field>
        <Field error={errors.name?.message} label={t("name")}>
          {(attributes) => (
            <TextInput {...attributes} autoComplete="off" {...form.register("name")} />
          )}
        </Field>
        <Field error={errors.text?.message} label={t("text")}>
          {(attributes) => (
            <TextInput
              {...attributes}
              autoComplete="off"
              {...form.register("text", { required: t("required") })}
            />
          )}
        </Field>
        <Button
          busy={writing.isPending}
          className="justify-self-start"
          icon="send"
          look="primary"
          type="submit"
        >
          {t("write")}
        </Button>
      </form>
    </Card>
  );
}
