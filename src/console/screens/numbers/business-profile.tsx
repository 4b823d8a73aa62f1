import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";

import { changeProfile, profileQuery, type Profile } from "../../api/number-care.ts";
import { may } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { LeaveGuard } from "../../ui/leave-guard.tsx";
import { toFields } from "../../ui/to-fields.ts";
import { toast } from "../../ui/toast.tsx";
import { ProfileFields } from "./profile-fields.tsx";
import { changeOf, MEMBERS, valuesOf, type ProfileValues } from "./profile-values.ts";
import { useNumberWords } from "./use-number-words.ts";

/** What people see of the business when they open its name in WhatsApp. */
export function BusinessProfile() {
  const t = useTranslations("care");
  const { id } = useParams({ from: "/signed-in/settings/numbers/$id" });
  const words = useNumberWords();
  const query = useQuery(profileQuery(id));
  return (
    <Card title={t("profileTitle")}>
      <p className="mb-4 max-w-2xl text-sm text-ink-2">{t("profileText")}</p>
      {query.isPending && <Skeleton className="px-0" lines={4} />}
      {query.isError && (
        <ProblemNote error={query.error} onRetry={() => void query.refetch()} words={words} />
      )}
      {query.data && <Form id={id} profile={query.data} />}
    </Card>
  );
}

function Form({ id, profile }: { id: string; profile: Profile }) {
  const t = useTranslations("care");
  const words = useNumberWords();
  const queries = useQueryClient();
  const [rest, setRest] = useState<unknown>(null);
  const form = useForm<ProfileValues>({ defaultValues: valuesOf(profile) });
  const { isDirty } = form.formState;
  const isFixed = !may("numbers:write");
  const saving = useMutation({
    mutationFn: (values: ProfileValues) => changeProfile(id, changeOf(profile, values)),
    onMutate: () => setRest(null),
    onSuccess: (after) => {
      queries.setQueryData(profileQuery(id).queryKey, after);
      form.reset(valuesOf(after));
      toast(t("saved"));
    },
    onError: (error) =>
      setRest(
        toFields(error, MEMBERS, {
          setError: form.setError,
          wordsOf: (code) => t("field", { code }),
        }),
      ),
  });
  const save = (values: ProfileValues) => {
    if (Object.keys(changeOf(profile, values)).length > 0) saving.mutate(values);
  };
  return (
    <form
      className="grid max-w-md gap-4"
      noValidate
      onSubmit={(event) => void form.handleSubmit(save)(event)}
    >
      {rest !== null && <ProblemNote error={rest} words={words} />}
      <ProfileFields form={form} isFixed={isFixed} profile={profile} />
      {!isFixed && (
        <Button busy={saving.isPending} className="justify-self-start" look="primary" type="submit">
          {t("save")}
        </Button>
      )}
      <LeaveGuard when={isDirty} />
    </form>
  );
}
