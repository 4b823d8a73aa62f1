import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { may } from "../../api/session.ts";
import { deleteTag, tagsQuery, type Tag } from "../../api/tags.ts";
import { IconButton } from "../../ui/button.tsx";
import { DeleteButton } from "../../ui/delete-button.tsx";
import { ListCard } from "../../ui/list-card.tsx";
import { MoreButton } from "../../ui/more-button.tsx";
import { toast } from "../../ui/toast.tsx";
import { RenameTag } from "./rename-tag.tsx";

/** A change goes on behind the answer: until it has reached everybody, the list is asked for again. */
const AGAIN_MS = 1_500;

/** Words that people are sorted by, with how many have each. */
export function Tags() {
  const t = useTranslations("tags");
  const [going, setGoing] = useState<ReadonlySet<string>>(new Set());
  const [open, setOpen] = useState<Tag | null>(null);
  const query = useInfiniteQuery({
    ...tagsQuery,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ data }) => data.some(({ name }) => going.has(name))) === true
        ? AGAIN_MS
        : false,
  });
  const tags = query.data?.pages.flatMap(({ data }) => data) ?? [];
  const begun = (name: string) => {
    setGoing((before) => new Set([...before, name]));
    toast(t("going"));
  };
  return (
    <>
      <ListCard
        act={false}
        empty={{ icon: "tag", title: t("emptyTitle"), text: t("emptyText") }}
        keyOf={(tag) => tag.name}
        line={(tag) => (
          <Line
            isGoing={going.has(tag.name)}
            onDeleted={() => begun(tag.name)}
            onRename={() => setOpen(tag)}
            tag={tag}
          />
        )}
        query={query}
        rows={tags}
        title={t("title")}
      >
        <MoreButton query={query} />
      </ListCard>
      {open !== null && (
        <RenameTag
          onClose={() => setOpen(null)}
          onRenamed={() => {
            begun(open.name);
            setOpen(null);
          }}
          others={tags.map(({ name }) => name)}
          tag={open.name}
        />
      )}
    </>
  );
}

function Line({
  tag: { name, contacts: count, contacts_is: kind },
  isGoing,
  onRename,
  onDeleted,
}: {
  tag: Tag;
  /** Whether it is being renamed or deleted. */
  isGoing: boolean;
  onRename: () => void;
  onDeleted: () => void;
}) {
  const t = useTranslations("tags");
  return (
    <div aria-busy={isGoing} className="flex items-center gap-3 text-sm">
      <span className="flex min-w-0 grow flex-wrap items-baseline gap-x-3">
        <bdi className="font-semibold break-all">{name}</bdi>
        <Link
          className="tabular text-ink-2 underline-offset-2 hover:underline"
          search={{ tag: name }}
          to="/contacts"
        >
          {t(kind === "exact" ? "people" : "peopleAtLeast", { count })}
        </Link>
      </span>
      {may("contacts:write") && !isGoing && (
        <span className="flex shrink-0">
          <IconButton icon="pencil" label={t("renameOf", { name })} onClick={onRename} />
          <DeleteButton
            label={t("deleteOf", { name })}
            list={["tags"]}
            onDelete={() => deleteTag(name)}
            onDeleted={onDeleted}
            text={t(kind === "exact" ? "deleteText" : "deleteTextAtLeast", { count })}
            title={t("deleteTitle", { name })}
            verb={t("delete")}
          />
        </span>
      )}
    </div>
  );
}
