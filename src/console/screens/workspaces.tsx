import { useMutation, useQuery } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";
import { useTranslations } from "use-intl";

import { createMyWorkspace, myWorkspacesQuery, type MyWorkspace } from "../api/my-workspaces.ts";
import { moveTo } from "../api/session.ts";
import { Button } from "../ui/button.tsx";
import { Chip } from "../ui/chip.tsx";
import { ProblemNote, Skeleton } from "../ui/feedback.tsx";
import { Field, TextInput } from "../ui/field.tsx";
import { formText } from "../ui/form-text.ts";

/** Where the person works, the one that is open marked; another one is gone to by a press, or made. */
export function Workspaces({ onMoved }: { onMoved: () => void }) {
  const t = useTranslations("places");
  const query = useQuery(myWorkspacesQuery);
  const moving = useMutation({ mutationFn: moveTo, onSuccess: onMoved });
  return (
    <section aria-label={t("title")} className="grid gap-2">
      <h3 className="text-sm font-medium">{t("title")}</h3>
      {query.isPending && <Skeleton className="p-0" lines={1} />}
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {moving.isError && <ProblemNote error={moving.error} />}
      <ul className="grid gap-1">
        {query.data?.data.map((one) => (
          <li key={one.id}>
            <Line isBusy={moving.isPending} one={one} onPress={() => moving.mutate(one.id)} />
          </li>
        ))}
      </ul>
      <Another onMade={(id) => moving.mutateAsync(id)} />
    </section>
  );
}

function Line({
  one: { name, role, current },
  isBusy,
  onPress,
}: {
  one: MyWorkspace;
  isBusy: boolean;
  onPress: () => void;
}) {
  const t = useTranslations();
  const words = (
    <span className="grid min-w-0 grow text-left leading-tight">
      <bdi className="truncate font-medium">{name}</bdi>
      <span className="text-xs text-ink-3">{t("settings.role", { role })}</span>
    </span>
  );
  if (current)
    return (
      <div
        aria-current="true"
        className="flex items-center gap-3 rounded-lg bg-sunken px-3 py-2 text-sm"
      >
        {words}
        <Chip tone="good">{t("places.here")}</Chip>
      </div>
    );
  return (
    <Button busy={isBusy} className="h-auto w-full py-2" icon="store" onClick={onPress}>
      {words}
    </Button>
  );
}

/** Another workspace by its name; made, it is gone to. */
function Another({ onMade }: { onMade: (id: string) => Promise<unknown> }) {
  const t = useTranslations("places");
  const [key, setKey] = useState<string | null>(null);
  const [isBlank, setBlank] = useState(false);
  const making = useMutation({
    mutationFn: (name: string) => createMyWorkspace(name, key ?? ""),
    onSuccess: ({ id }) => onMade(id),
  });
  if (key === null)
    return (
      <Button
        className="justify-self-start"
        icon="plus"
        look="quiet"
        onClick={() => setKey(crypto.randomUUID())}
      >
        {t("new")}
      </Button>
    );
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = formText(new FormData(event.currentTarget), "workspace").trim();
    setBlank(name === "");
    if (name !== "" && !making.isPending) making.mutate(name);
  };
  return (
    <form className="grid gap-3" noValidate onSubmit={submit}>
      {making.isError && (
        <ProblemNote
          error={making.error}
          words={(code) => ({ title: t("fault", { code }), remedy: t("remedy", { code }) })}
        />
      )}
      <Field error={isBlank ? t("blank") : undefined} label={t("name")}>
        {(attributes) => (
          <TextInput
            {...attributes}
            autoComplete="off"
            autoFocus
            maxLength={100}
            name="workspace"
          />
        )}
      </Field>
      <Button busy={making.isPending} className="justify-self-start" look="primary" type="submit">
        {t("make")}
      </Button>
    </form>
  );
}
