import { useMutation, useQueryClient, type QueryKey } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import {
  get,
  useForm,
  type DefaultValues,
  type FieldValues,
  type Path,
  type UseFormReturn,
} from "react-hook-form";
import { useTranslations } from "use-intl";

import type { Versioned } from "../../api/client.ts";
import { toProblem } from "../../api/problem.ts";
import { renewSession } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { DiffList } from "../../ui/diff-list.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { LeaveGuard } from "../../ui/leave-guard.tsx";
import { toFields } from "../../ui/to-fields.ts";
import { toast } from "../../ui/toast.tsx";
import { TwoVersions } from "../../ui/two-versions.tsx";

interface Subject<Shown, Values extends FieldValues> {
  /** What the cache calls it. */
  readonly queryKey: QueryKey;
  readonly read: () => Promise<Versioned<Shown>>;
  readonly valuesOf: (shown: Shown) => Values & DefaultValues<Values>;
  readonly save: (values: Values, etag: string | undefined) => Promise<Versioned<Shown>>;
}

/**
 * A form over something that others may change too: it begins with one version, refuses to write over another unseen, and asks
 * before what was typed is left.
 */
export function VersionedForm<Shown, Values extends FieldValues>({
  version,
  labels,
  isFixed = false,
  children,
  ...subject
}: Subject<Shown, Values> & {
  /** As it was last read. */
  version: Versioned<Shown>;
  /** What each field is called. */
  labels: Readonly<Partial<Record<Path<Values>, string>>>;
  /** It may be looked at only. */
  isFixed?: boolean;
  children: (form: UseFormReturn<Values>) => ReactNode;
}) {
  const t = useTranslations("settings");
  // Safe: the keys of a record are its own.
  const fields = Object.keys(labels) as Path<Values>[];
  const { form, base, theirs, rest, isBusy, ...acts } = useVersioned(version, fields, subject);
  const { isDirty } = form.formState;
  const { valuesOf } = subject;
  return (
    <form
      className="grid max-w-md gap-4"
      noValidate
      onSubmit={(event) => void form.handleSubmit((values) => acts.save(values, base.etag))(event)}
    >
      {rest !== null && theirs === null && <ProblemNote error={rest} />}
      {children(form)}
      {!isFixed && (
        <Button busy={isBusy} className="justify-self-start" look="primary" type="submit">
          {t("save")}
        </Button>
      )}
      <LeaveGuard when={isDirty} />
      {theirs !== null && (
        <TwoVersions
          error={rest}
          isBusy={isBusy}
          onClose={acts.decided}
          onMine={() => acts.save(form.getValues(), theirs.etag)}
          onTheirs={() => acts.adopt(theirs)}
        >
          <DiffList
            rows={fields
              .map((key) => ({
                key,
                label: labels[key] ?? key,
                theirs: String(get(valuesOf(theirs.body), key)),
                mine: String(get(form.getValues(), key)),
              }))
              .filter((row) => row.theirs !== row.mine)}
          />
        </TwoVersions>
      )}
    </form>
  );
}

/** Which version the form stands on, and what somebody else made of it meanwhile. */
function useVersioned<Shown, Values extends FieldValues>(
  version: Versioned<Shown>,
  fields: readonly Path<Values>[],
  { queryKey, read, valuesOf, save }: Subject<Shown, Values>,
) {
  const t = useTranslations("settings");
  const queries = useQueryClient();
  const [base, setBase] = useState(version);
  const [theirs, setTheirs] = useState<Versioned<Shown> | null>(null);
  const [rest, setRest] = useState<unknown>(null);
  const start = valuesOf(base.body);
  const form = useForm<Values>({ defaultValues: start, values: start });
  const { isDirty } = form.formState;
  // What is read again behind the form is taken over, unless something was typed into it.
  if (!isDirty && version.etag !== base.etag) setBase(version);
  const adopt = (next: Versioned<Shown>) => {
    setBase(next);
    setTheirs(null);
    form.reset(valuesOf(next.body));
  };
  const saving = useMutation({
    mutationFn: ({ values, etag }: { values: Values; etag: string | undefined }) =>
      save(values, etag),
    onMutate: () => setRest(null),
    onSuccess: async (after) => {
      queries.setQueryData(queryKey, after);
      adopt(after);
      await renewSession();
      toast(t("saved"));
    },
    onError: async (error) => {
      if (toProblem(error).code === "precondition_failed") {
        const now = await queries.fetchQuery({ queryKey, queryFn: read, staleTime: 0 });
        return setTheirs(now);
      }
      const wordsOf = (code: string) => t("field", { code });
      setRest(toFields(error, fields, { setError: form.setError, wordsOf }));
    },
  });
  return {
    form,
    base,
    theirs,
    rest,
    isBusy: saving.isPending,
    adopt,
    decided: () => setTheirs(null),
    save: (values: Values, etag: string | undefined) => saving.mutate({ values, etag }),
  };
}
