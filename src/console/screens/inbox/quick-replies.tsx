import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";

import {
  quickRepliesQuery,
  renderReply,
  type Attached,
  type QuickReply,
} from "../../api/quick-replies.ts";
import { may } from "../../api/session.ts";
import { PickList } from "../../ui/pick-list.tsx";
import { useSuggest } from "../../ui/use-suggest.ts";

const LIST = "quick-replies";

/** A slash at the beginning and nothing but a shortcut or a word behind it. */
const ASKED = /^\/(?<wanted>[^\s/]*)$/u;

/** What a `/` in an empty field finds; taking one fills in its text for this talk. */
export function useQuickReplies(
  conversation: string,
  {
    text,
    onFilled,
  }: {
    text: string;
    onFilled: (filled: { readonly text: string; readonly file: Attached | null }) => void;
  },
) {
  const { data } = useQuery({ ...quickRepliesQuery, enabled: may("inbox:read") });
  const filling = useMutation({
    mutationFn: ({ id }: QuickReply) => renderReply(id, conversation),
    onSuccess: onFilled,
  });
  const wanted = ASKED.exec(text)?.groups?.["wanted"]?.toLowerCase();
  const found = wanted === undefined ? [] : byShortcut(data?.data ?? [], wanted);
  const suggest = useSuggest(found, (reply) => filling.mutate(reply));
  return {
    ...suggest,
    found,
    /** There are some to be had. */
    isOffered: (data?.data.length ?? 0) > 0,
    pick: (reply: QuickReply) => filling.mutate(reply),
    error: filling.error,
    attributes: suggest.isOpen
      ? ({
          "aria-activedescendant": `${LIST}-${suggest.active}`,
          "aria-autocomplete": "list",
          "aria-controls": LIST,
        } as const)
      : {},
  };
}

/** Those whose shortcut begins so come first, then those that say so. */
function byShortcut(replies: readonly QuickReply[], wanted: string): readonly QuickReply[] {
  const begins = replies.filter(({ shortcut }) => shortcut.startsWith(wanted));
  const says = replies.filter(
    (one) => !begins.includes(one) && one.text.toLowerCase().includes(wanted),
  );
  return [...begins.toSorted((a, b) => a.shortcut.localeCompare(b.shortcut)), ...says];
}

export function QuickReplies({ quick }: { quick: ReturnType<typeof useQuickReplies> }) {
  const t = useTranslations("desk");
  return (
    <PickList
      active={quick.active}
      id={LIST}
      items={quick.found}
      label={t("quickReplies")}
      onPick={quick.pick}
    >
      {({ shortcut, text }) => (
        <span className="grid gap-0.5">
          <span className="font-semibold">/{shortcut}</span>
          <span className="line-clamp-2 text-xs text-ink-2">{text}</span>
        </span>
      )}
    </PickList>
  );
}
