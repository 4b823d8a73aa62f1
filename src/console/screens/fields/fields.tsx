import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { deleteField, fieldsQuery, type ContactField } from "../../api/fields.ts";
import { may } from "../../api/session.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { Chip } from "../../ui/chip.tsx";
import { DeleteButton } from "../../ui/delete-button.tsx";
import { ListCard } from "../../ui/list-card.tsx";
import { Carriers } from "./carriers.tsx";
import { FieldDialog } from "./field-dialog.tsx";
import { Tags } from "./tags.tsx";

/** What the team notes of people: fields with a type, and tags. */
export function Fields() {
  const t = useTranslations("fields");
  const query = useQuery(fieldsQuery);
  const [open, setOpen] = useState<ContactField | "new" | null>(null);
  const act = may("contacts:write") && (
    <Button icon="plus" look="primary" onClick={() => setOpen("new")}>
      {t("new")}
    </Button>
  );
  return (
    <>
      <ListCard
        act={act}
        empty={{ icon: "braces", title: t("emptyTitle"), text: t("emptyText") }}
        keyOf={(field) => field.id}
        lead={<p className="mb-4 text-sm text-ink-2">{t("lead")}</p>}
        line={(field) => <Line field={field} onEdit={() => setOpen(field)} />}
        query={query}
        rows={query.data?.data ?? []}
        title={t("title")}
      />
      <Tags />
      {open !== null && (
        <FieldDialog field={open === "new" ? null : open} onClose={() => setOpen(null)} />
      )}
    </>
  );
}

function Line({ field, onEdit }: { field: ContactField; onEdit: () => void }) {
  const t = useTranslations("fields");
  const { id, key, label: name, type, choices, pii } = field;
  return (
    <div className="flex items-start gap-3 text-sm">
      <span className="grid min-w-0 grow gap-1">
        <span className="flex flex-wrap items-center gap-2">
          <bdi className="font-semibold break-words">{name}</bdi>
          <Chip>{t("type", { type })}</Chip>
          {pii && <Chip icon="eye-off">{t("personal")}</Chip>}
        </span>
        {key !== name && <code className="text-xs break-all text-ink-3">{key}</code>}
        {choices.length > 0 && (
          <bdi className="line-clamp-2 text-xs text-ink-2">{choices.join(" · ")}</bdi>
        )}
      </span>
      {may("contacts:write") && (
        <span className="flex shrink-0">
          <IconButton icon="pencil" label={t("editOf", { name })} onClick={onEdit} />
          {(!pii || may("contacts:pii")) && (
            <DeleteButton
              label={t("deleteOf", { name })}
              list={["fields"]}
              onDelete={() => deleteField(id)}
              text={
                <>
                  <Carriers fieldKey={key} />
                  <p>{t("deleteText")}</p>
                </>
              }
              title={t("deleteTitle", { name })}
              verb={t("delete")}
            />
          )}
        </span>
      )}
    </div>
  );
}
