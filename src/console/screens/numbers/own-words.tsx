import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";

import { setWords, wordsQuery, type NumberWords } from "../../api/opt-in-links.ts";
import { toProblem } from "../../api/problem.ts";
import { may } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { Field, INPUT } from "../../ui/field.tsx";
import { toast } from "../../ui/toast.tsx";
import { useNumberWords } from "./use-number-words.ts";

const KINDS = ["stop", "start"] as const;
type Values = Record<(typeof KINDS)[number], string>;

/** The words by which people stop and start on the number, beside those that hold everywhere. */
export function OwnWords() {
  const t = useTranslations("care");
  const { id } = useParams({ from: "/signed-in/settings/numbers/$id" });
  const query = useQuery(wordsQuery(id));
  return (
    <Card title={t("words")}>
      <div className="grid gap-4">
        <p className="max-w-2xl text-sm text-ink-2">{t("wordsText")}</p>
        {query.isPending && <Skeleton className="px-0" lines={2} />}
        {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
        {query.isSuccess && <WordsForm key={id} number={id} words={query.data} />}
      </div>
    </Card>
  );
}

/** One word a line. */
const linesOf = (words: readonly string[]): string => words.join("\n");
const wordsIn = (lines: string): string[] =>
  lines
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

function WordsForm({ number, words }: { number: string; words: NumberWords }) {
  const t = useTranslations("care");
  const faultWords = useNumberWords();
  const queries = useQueryClient();
  const [rest, setRest] = useState<unknown>(null);
  const form = useForm<Values>({
    defaultValues: { stop: linesOf(words.stop), start: linesOf(words.start) },
  });
  const saving = useMutation({
    mutationFn: (values: Values) =>
      setWords(number, { stop: wordsIn(values.stop), start: wordsIn(values.start) }),
    onMutate: () => setRest(null),
    onSuccess: (kept) => {
      queries.setQueryData(wordsQuery(number).queryKey, kept);
      form.reset({ stop: linesOf(kept.stop), start: linesOf(kept.start) });
      toast(t("wordsSaved"));
    },
    onError: (error, values) => {
      const places = toProblem(error).fields.flatMap(({ pointer }) => {
        const [, kind = "", at = ""] = pointer.split("/");
        return KINDS.flatMap((one) =>
          one === kind ? [[one, wordsIn(values[one])[Number(at)] ?? ""] as const] : [],
        );
      });
      for (const [kind, word] of places)
        form.setError(kind, { message: t("wordRefused", { word }) }, { shouldFocus: true });
      setRest(places.length > 0 ? null : error);
    },
  });
  const isReadOnly = !may("numbers:write");
  return (
    <form
      className="grid gap-4"
      noValidate
      onSubmit={(event) => void form.handleSubmit((values) => saving.mutate(values))(event)}
    >
      {rest !== null && <ProblemNote error={rest} words={faultWords} />}
      <div className="grid gap-4 sm:grid-cols-2">
        {KINDS.map((kind) => (
          <Field
            error={form.formState.errors[kind]?.message}
            hint={t("wordsHint")}
            key={kind}
            label={t(kind === "stop" ? "wordsStop" : "wordsStart")}
          >
            {(attributes) => (
              <textarea
                {...attributes}
                className={`${INPUT} min-h-24 py-2`}
                dir="auto"
                readOnly={isReadOnly}
                {...form.register(kind)}
              />
            )}
          </Field>
        ))}
      </div>
      {!isReadOnly && (
        <Button busy={saving.isPending} className="justify-self-start" look="primary" type="submit">
          {t("save")}
        </Button>
      )}
    </form>
  );
}
