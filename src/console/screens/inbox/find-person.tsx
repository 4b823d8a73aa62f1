import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslations } from "use-intl";

import { findContactsQuery, reachOf, type Contact } from "../../api/contacts.ts";
import { talksQuery } from "../../api/conversations.ts";
import { may } from "../../api/session.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { TextInput } from "../../ui/field.tsx";
import { Icon } from "../../ui/icon.tsx";
import { useSettled } from "../../ui/use-settled.ts";
import { FoundMessages } from "./found-messages.tsx";

const ID = "find-person";

export const focusFind = (): void => document.querySelector<HTMLElement>(`#${ID}`)?.focus();

/** A person by name or phone: pressing one opens the newest talk with them, or their page when there is none. Below, what was said. */
export function FindPerson({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const t = useTranslations();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const q = useSettled(text.trim());
  const mayFind = may("contacts:read");
  const query = useQuery(findContactsQuery(mayFind ? q : ""));
  const opening = useMutation({
    mutationFn: async ({ id }: Contact) => {
      const { data } = await queries.fetchQuery(talksQuery(id));
      const [talk] = data;
      if (talk === undefined) await navigate({ to: "/contacts/$id", params: { id } });
      else await navigate({ to: "/inbox/$id", params: { id: talk.id }, search: (same) => same });
    },
    onSuccess: () => onChange(""),
  });
  const found = q === "" ? [] : (query.data?.data ?? []);
  return (
    <search className={text === "" ? "block" : "flex min-h-0 grow flex-col"}>
      <div className="relative mx-3 mb-2.5">
        <Icon className="absolute top-3.5 left-3 text-ink-3 md:top-2.5" name="search" />
        <TextInput
          aria-keyshortcuts="/"
          aria-label={t("inbox.find")}
          autoComplete="off"
          className="pl-9 md:h-9"
          id={ID}
          maxLength={256}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={(event) => {
            const [first] = found;
            if (event.key === "Escape") {
              onChange("");
              event.currentTarget.blur();
            } else if (event.key === "Enter" && first !== undefined) opening.mutate(first);
          }}
          placeholder={t("inbox.find")}
          type="search"
          value={text}
        />
      </div>
      {text !== "" && (
        <div className="min-h-0 grow overflow-y-auto border-t border-line">
          {mayFind && (
            <People
              error={opening.error ?? query.error}
              found={found}
              isLoading={query.isLoading}
              isNobody={q !== "" && query.isSuccess && found.length === 0}
              onOpen={opening.mutate}
            />
          )}
          {q !== "" && <FoundMessages onOpen={() => onChange("")} q={q} />}
        </div>
      )}
    </search>
  );
}

function People({
  found,
  isLoading,
  isNobody,
  error,
  onOpen,
}: {
  found: readonly Contact[];
  isLoading: boolean;
  isNobody: boolean;
  error: unknown;
  onOpen: (contact: Contact) => void;
}) {
  const t = useTranslations();
  return (
    <>
      {isLoading && <Skeleton lines={3} />}
      {error !== null && <ProblemNote className="m-3" error={error} />}
      {isNobody && <p className="px-4 py-3 text-sm text-ink-2">{t("contacts.noneTitle")}</p>}
      <ul aria-label={t("inbox.found")}>
        {found.map((contact) => (
          <li className="border-b border-line/70" key={contact.id}>
            <button
              className="flex w-full items-center gap-3 px-4 py-3 text-left -outline-offset-2 hover:bg-canvas"
              onClick={() => onOpen(contact)}
              type="button"
            >
              <Avatar name={contact.name ?? ""} />
              <span className="grid min-w-0">
                <bdi className="truncate text-sm font-semibold">
                  {contact.name ?? t("contacts.noName")}
                </bdi>
                <span className="tabular text-xs text-ink-3">{reachOf(contact)}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
