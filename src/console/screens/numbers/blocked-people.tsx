import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState, type SubmitEvent } from "react";
import { useTranslations } from "use-intl";

import { blockedQuery, setBlocked, type Blocked } from "../../api/number-care.ts";
import { may } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { Field, TextInput } from "../../ui/field.tsx";
import { MoreButton } from "../../ui/more-button.tsx";
import { toast } from "../../ui/toast.tsx";
import { useRemedy } from "../../ui/use-remedy.ts";
import { useNumberWords } from "./use-number-words.ts";

/** Whom the number takes no messages from, as Meta has them. */
export function BlockedPeople() {
  const t = useTranslations();
  const { id } = useParams({ from: "/signed-in/settings/numbers/$id" });
  const words = useNumberWords();
  const query = useInfiniteQuery(blockedQuery(id));
  const people = query.data?.pages.flatMap(({ data }) => data) ?? [];
  return (
    <Card title={t("care.blockedTitle")}>
      <div className="grid gap-4">
        <p className="max-w-2xl text-sm text-ink-2">{t("care.blockedText")}</p>
        {may("numbers:write") && <Block number={id} />}
        {query.isPending && <Skeleton className="px-0" lines={2} />}
        {query.isError && (
          <ProblemNote error={query.error} onRetry={() => void query.refetch()} words={words} />
        )}
        {query.isSuccess && people.length === 0 && (
          <p className="text-sm text-ink-3">{t("care.blockedNone")}</p>
        )}
        {people.length > 0 && (
          <ul className="divide-y divide-line border-y border-line">
            {people.map((person) => (
              <Line key={selectorOf(person)} number={id} person={person} />
            ))}
          </ul>
        )}
        <MoreButton query={query} />
      </div>
    </Card>
  );
}

const selectorOf = ({ phone, bsuid }: Blocked): string =>
  phone === null ? `bsuid:${bsuid ?? ""}` : `phone:${phone}`;

/** Blocks or unblocks one person; what Meta says against it is told in words. */
function useBlocking(number: string) {
  const t = useTranslations("care");
  const queries = useQueryClient();
  const remedyOf = useRemedy();
  const [refusal, setRefusal] = useState<string | null>(null);
  const act = useMutation({
    mutationFn: ({ selector, isBlocked }: { selector: string; isBlocked: boolean }) =>
      setBlocked(number, selector, isBlocked),
    onMutate: () => setRefusal(null),
    onSuccess: async ({ status, error }) => {
      if (error !== null) {
        const { code, title, remedy_code: remedyCode, remedy } = error;
        setRefusal(
          remedyCode === null
            ? t("notBlocked", { code }) || title
            : remedyOf({ remedy_code: remedyCode, remedy: remedy ?? title }),
        );
        return;
      }
      toast(t("blockDone", { status }));
      await queries.invalidateQueries({ queryKey: blockedQuery(number).queryKey });
    },
  });
  return { act, refusal };
}

function Block({ number }: { number: string }) {
  const t = useTranslations("care");
  const words = useNumberWords();
  const [phone, setPhone] = useState("");
  const { act, refusal } = useBlocking(number);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (phone.trim() === "" || act.isPending) return;
    act.mutate(
      { selector: `phone:${phone.replaceAll(/[^\d+]/g, "")}`, isBlocked: true },
      { onSuccess: ({ error }) => error === null && setPhone("") },
    );
  };
  return (
    <form className="grid max-w-md gap-3" noValidate onSubmit={submit}>
      {act.isError && <ProblemNote error={act.error} words={words} />}
      <Field error={refusal ?? undefined} hint={t("blockHint")} label={t("blockPhone")}>
        {(attributes) => (
          <TextInput
            {...attributes}
            autoComplete="off"
            inputMode="tel"
            onChange={(event) => setPhone(event.target.value)}
            value={phone}
          />
        )}
      </Field>
      <Button busy={act.isPending} className="justify-self-start" icon="ban" type="submit">
        {t("block")}
      </Button>
    </form>
  );
}

function Line({ number, person }: { number: string; person: Blocked }) {
  const t = useTranslations("care");
  const words = useNumberWords();
  const { act, refusal } = useBlocking(number);
  const who = person.phone ?? person.bsuid ?? "";
  return (
    <li className="grid gap-2 py-2.5 text-sm">
      <div className="flex items-center gap-3">
        <bdi className="tabular min-w-0 grow truncate">{who}</bdi>
        {may("numbers:write") && (
          <Button
            aria-label={t("unblockOf", { who })}
            busy={act.isPending}
            onClick={() => act.mutate({ selector: selectorOf(person), isBlocked: false })}
          >
            {t("unblock")}
          </Button>
        )}
      </div>
      {act.isError && <ProblemNote error={act.error} words={words} />}
      {refusal !== null && (
        <p className="text-xs text-bad" role="alert">
          {refusal}
        </p>
      )}
    </li>
  );
}
