import { useQuery } from "@tanstack/react-query";
import { useId, useState, type KeyboardEvent } from "react";
import { useTranslations } from "use-intl";

import { pickQuery } from "../../api/campaign-drafts.ts";
import { Button } from "../../ui/button.tsx";
import { Chip } from "../../ui/chip.tsx";
import { Field, INPUT, TextInput } from "../../ui/field.tsx";
import { Icon } from "../../ui/icon.tsx";
import type { Who } from "./audience.ts";

type Tags = Extract<Who, { kind: "tags" }>;
const LENGTH_MAX = 64;
const TAGS_MAX = 20;

/** Tags as chips. Those of the newest contacts are offered; any other can be typed. */
export function TagInput({
  who: { tags, match },
  error,
  onChange,
}: {
  who: Tags;
  error: string | undefined;
  onChange: (part: Partial<Tags>) => void;
}) {
  const t = useTranslations("wizard");
  const listId = useId();
  const [typed, setTyped] = useState("");
  const { data } = useQuery(pickQuery(""));
  const known = [...new Set(data?.data.flatMap((contact) => contact.tags) ?? [])].toSorted();
  const add = () => {
    const tag = typed.trim().replaceAll(",", "");
    setTyped("");
    const isThere = tags.some((one) => one.toLowerCase() === tag.toLowerCase());
    if (tag !== "" && !isThere && tags.length < TAGS_MAX) onChange({ tags: [...tags, tag] });
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === "Enter" || event.key === ",") {
      event.preventDefault();
      add();
    } else if (event.key === "Backspace" && typed === "") onChange({ tags: tags.slice(0, -1) });
  };
  return (
    <div className="grid gap-3">
      <Field error={error} hint={t("tagHint")} label={t("tag")}>
        {(attributes) => (
          <span className="flex gap-2">
            <TextInput
              {...attributes}
              autoComplete="off"
              list={listId}
              maxLength={LENGTH_MAX}
              onBlur={add}
              onChange={(event) => setTyped(event.target.value)}
              onKeyDown={press}
              value={typed}
            />
            <Button className="h-11 md:h-10" icon="plus" onClick={add}>
              {t("addTag")}
            </Button>
          </span>
        )}
      </Field>
      <datalist id={listId}>
        {known.map((tag) => (
          <option key={tag} value={tag} />
        ))}
      </datalist>
      {tags.length > 0 && (
        <ul aria-label={t("tags")} className="flex flex-wrap gap-1.5">
          {tags.map((tag) => (
            <li key={tag}>
              <button
                aria-label={t("removeTag", { tag })}
                className="group inline-flex"
                onClick={() => onChange({ tags: tags.filter((one) => one !== tag) })}
                type="button"
              >
                <Chip tone="info">
                  <bdi>{tag}</bdi>
                  <Icon name="x" size={12} />
                </Chip>
              </button>
            </li>
          ))}
        </ul>
      )}
      {tags.length > 1 && (
        <label className="grid max-w-64 gap-1.5 text-sm font-medium">
          {t("match")}
          <select
            className={`${INPUT} h-10 font-normal`}
            onChange={(event) => onChange({ match: event.target.value === "and" ? "and" : "or" })}
            value={match}
          >
            <option value="or">{t("matchOr")}</option>
            <option value="and">{t("matchAnd")}</option>
          </select>
        </label>
      )}
    </div>
  );
}
