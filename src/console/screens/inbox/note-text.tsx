import { useQuery } from "@tanstack/react-query";
import { useId, useRef, useState, type ComponentProps } from "react";
import { flushSync } from "react-dom";
import { useTranslations } from "use-intl";

import { membersQuery, type Member } from "../../api/members.ts";
import { PickList } from "../../ui/pick-list.tsx";
import { useSuggest } from "../../ui/use-suggest.ts";
import { membersLike, mentionAt } from "./mentions.ts";

/** Where a note is written: an `@` offers the members. Enter is told to `onEnter`. */
export function NoteText({
  value,
  onText,
  onEnter,
  ...rest
}: Omit<ComponentProps<"textarea">, "onChange" | "value"> & {
  value: string;
  onText: (text: string) => void;
  onEnter: () => void;
}) {
  const t = useTranslations("desk");
  const list = useId();
  const ref = useRef<HTMLTextAreaElement>(null);
  const { data } = useQuery(membersQuery);
  const [caret, setCaret] = useState(0);
  const wanted = mentionAt(value.slice(0, caret));
  const found = wanted === undefined ? [] : membersLike(data?.data ?? [], wanted);
  const pick = ({ full_name: name }: Member) => {
    const from = caret - (wanted?.length ?? 0);
    const before = `${value.slice(0, from)}${name} `;
    // At once, so that what is typed next stands behind the name.
    flushSync(() => {
      onText(before + value.slice(caret));
      setCaret(before.length);
    });
    ref.current?.setSelectionRange(before.length, before.length);
  };
  const suggest = useSuggest(found, pick);
  return (
    <div className="grid min-w-0 grow gap-2">
      {suggest.isOpen && (
        <PickList
          active={suggest.active}
          id={list}
          items={found}
          label={t("members")}
          onPick={pick}
        >
          {({ full_name: name }) => <bdi className="font-medium">{name}</bdi>}
        </PickList>
      )}
      <textarea
        {...rest}
        {...(suggest.isOpen && {
          "aria-activedescendant": `${list}-${suggest.active}`,
          "aria-autocomplete": "list" as const,
          "aria-controls": list,
        })}
        className="field-sizing-content max-h-40 min-h-10 w-full resize-none bg-transparent px-2 py-2 text-base outline-none placeholder:text-ink-2 md:min-h-9 md:py-1.5 md:text-sm"
        dir="auto"
        maxLength={4096}
        onChange={({ target }) => {
          suggest.restart();
          setCaret(target.selectionStart);
          onText(target.value);
        }}
        onKeyDown={(event) => {
          if (suggest.onKey(event)) return;
          if (event.key === "Escape") event.currentTarget.blur();
          if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          onEnter();
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        ref={ref}
        rows={1}
        value={value}
      />
    </div>
  );
}
