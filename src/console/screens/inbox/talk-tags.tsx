import { useState, type SubmitEvent } from "react";
import { useTranslations } from "use-intl";

import type { Conversation } from "../../api/conversations.ts";
import { may } from "../../api/session.ts";
import { IconButton } from "../../ui/button.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { Field, TextInput } from "../../ui/field.tsx";
import { Icon } from "../../ui/icon.tsx";
import { useChange } from "./use-change.ts";

/** Tags that a talk may have, by the API. */
const TAGS_MAX = 20;

/** The tags of the talk itself, which are none of its person's. */
export function TalkTags({ conversation: { id, tags } }: { conversation: Conversation }) {
  const t = useTranslations("desk");
  const change = useChange(id);
  const [text, setText] = useState("");
  const mayChange = may("inbox:write");
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const tag = text.trim();
    if (tag === "") return;
    change.mutate({ tags: [...tags, tag] }, { onSuccess: () => setText("") });
  };
  return (
    <div className="grid gap-2">
      {tags.length > 0 && (
        <ul aria-label={t("tags")} className="flex flex-wrap gap-1.5">
          {tags.map((tag) => (
            <li
              className="flex h-8 items-center rounded-full bg-sunken pl-3 text-xs font-medium text-ink-2"
              key={tag}
            >
              <bdi className={mayChange ? "" : "pr-3"}>{tag}</bdi>
              {mayChange && (
                <button
                  aria-label={t("untag", { tag })}
                  className="grid size-8 place-items-center rounded-full hover:text-ink"
                  onClick={() => change.mutate({ tags: tags.filter((one) => one !== tag) })}
                  type="button"
                >
                  <Icon name="x" size={13} />
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {mayChange && tags.length < TAGS_MAX && (
        <form className="flex items-end gap-1" onSubmit={submit}>
          <div className="grow">
            <Field label={t("newTag")}>
              {(attributes) => (
                <TextInput
                  {...attributes}
                  autoComplete="off"
                  className="md:h-9"
                  maxLength={64}
                  onChange={(event) => setText(event.target.value)}
                  value={text}
                />
              )}
            </Field>
          </div>
          <IconButton icon="plus" label={t("addTag")} type="submit" />
        </form>
      )}
      {change.isError && <ProblemNote error={change.error} />}
    </div>
  );
}
