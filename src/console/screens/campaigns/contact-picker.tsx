import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { pickQuery } from "../../api/campaign-drafts.ts";
import { Button } from "../../ui/button.tsx";
import { ConsentChip } from "../../ui/consent-chip.tsx";
import { ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { Field, TextInput } from "../../ui/field.tsx";
import { useSettled } from "../../ui/use-settled.ts";
import type { Who } from "./audience.ts";

type List = Extract<Who, { kind: "list" }>;
type Picked = NonNullable<List["contacts"]>;
const TYPING_MS = 300;

/** Finds people by name or number and ticks them; whoever is ticked stays while one looks for others. */
export function ContactPicker({
  who,
  error,
  onChange,
}: {
  who: List;
  error: string | undefined;
  onChange: (contacts: Picked) => void;
}) {
  const t = useTranslations("wizard");
  const [q, setQ] = useState("");
  const query = useQuery({
    ...pickQuery(useSettled(q.trim(), TYPING_MS)),
    enabled: who.contacts !== null,
  });
  if (who.contacts === null)
    return (
      <p className="flex flex-wrap items-center gap-3 text-sm">
        {t("listKept", { count: who.count })}
        <Button onClick={() => onChange([])}>{t("listAgain")}</Button>
      </p>
    );
  const picked = who.contacts;
  const found = query.data?.data ?? [];
  const toggle = (id: string, name: string) =>
    onChange(
      picked.some((one) => one.id === id)
        ? picked.filter((one) => one.id !== id)
        : [...picked, { id, name }],
    );
  return (
    <div className="grid gap-2">
      <Field error={error} hint={t("findHint")} label={t("find")}>
        {(attributes) => (
          <TextInput
            {...attributes}
            autoComplete="off"
            onChange={(event) => setQ(event.target.value)}
            type="search"
            value={q}
          />
        )}
      </Field>
      <p aria-live="polite" className="text-xs text-ink-2">
        {t("picked", { count: picked.length })}
      </p>
      {query.isPending && <Skeleton lines={3} />}
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      <ul className="max-h-72 divide-y divide-line overflow-y-auto rounded-lg border border-line bg-surface">
        {found.map((contact) => {
          const name = contact.name ?? contact.phone ?? contact.bsuid ?? contact.id;
          return (
            <li key={contact.id}>
              <label className="flex min-h-11 cursor-pointer items-center gap-3 px-3 py-2 text-sm hover:bg-canvas">
                <input
                  checked={picked.some(({ id }) => id === contact.id)}
                  className="size-4 shrink-0 accent-accent"
                  onChange={() => toggle(contact.id, name)}
                  type="checkbox"
                />
                <span className="grid min-w-0 grow">
                  <bdi className="truncate font-medium">{name}</bdi>
                  {contact.name && (
                    <span className="tabular text-xs text-ink-3">{contact.phone}</span>
                  )}
                </span>
                <ConsentChip contact={contact} />
              </label>
            </li>
          );
        })}
        {query.isSuccess && found.length === 0 && (
          <li className="p-3 text-sm text-ink-2">{t("nobodyFound")}</li>
        )}
      </ul>
    </div>
  );
}
