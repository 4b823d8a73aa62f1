import { Link } from "@tanstack/react-router";
import type { KeyboardEvent } from "react";
import { useTranslations } from "use-intl";

import { reachOf, type Contact } from "../../api/contacts.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Chip } from "../../ui/chip.tsx";
import { ConsentChip } from "../../ui/consent-chip.tsx";
import { Day, ShortTime } from "../../ui/time.tsx";
import type { Selection } from "./use-selection.ts";

const CELL = "px-4 py-2.5";
const TAGS_SHOWN = 2;

/** A person of the list. The name leads to their page; arrows go from name to name. */
export function ContactRow({
  contact,
  now,
  selection,
}: {
  contact: Contact;
  now: number;
  selection: Selection | null;
}) {
  const t = useTranslations("contacts");
  const name = contact.name ?? t("noName");
  return (
    <tr className="hover:bg-canvas/60 has-checked:bg-accent-soft/50">
      {selection && (
        <td className="pl-2">
          <label className="grid size-9 cursor-pointer place-items-center">
            <span className="sr-only">{t("choose", { name })}</span>
            <input
              checked={selection.ids.has(contact.id)}
              className="size-4 accent-accent"
              onChange={() => selection.toggle(contact.id)}
              type="checkbox"
            />
          </label>
        </td>
      )}
      <th className={`${CELL} ${selection ? "pl-1" : ""} text-left font-normal`} scope="row">
        <Link
          className="flex items-center gap-3 rounded-lg"
          data-contact={contact.id}
          onKeyDown={goAlong}
          params={{ id: contact.id }}
          to="/contacts/$id"
        >
          <span className="max-sm:hidden">
            <Avatar name={contact.name ?? ""} />
          </span>
          <span className="grid min-w-0">
            <bdi className={contact.name === null ? "text-ink-3" : "font-medium"}>{name}</bdi>
            <span className="tabular text-xs text-ink-3 sm:hidden">{reachOf(contact)}</span>
          </span>
        </Link>
      </th>
      <td className={`${CELL} tabular hidden whitespace-nowrap text-ink-2 sm:table-cell`}>
        {reachOf(contact)}
      </td>
      <td className={CELL}>
        <ConsentChip contact={contact} />
      </td>
      <td className={`${CELL} hidden lg:table-cell`}>
        <span className="flex gap-1">
          {contact.tags.slice(0, TAGS_SHOWN).map((tag) => (
            <Chip key={tag}>{tag}</Chip>
          ))}
          {contact.tags.length > TAGS_SHOWN && (
            <Chip>
              <span title={contact.tags.slice(TAGS_SHOWN).join(", ")}>
                +{contact.tags.length - TAGS_SHOWN}
              </span>
            </Chip>
          )}
        </span>
      </td>
      <td className={`${CELL} hidden text-ink-2 md:table-cell`}>
        {contact.last_inbound_at === null ? (
          <span className="text-ink-3">{t("never")}</span>
        ) : (
          <ShortTime at={contact.last_inbound_at} now={now} />
        )}
      </td>
      <td className={`${CELL} hidden text-ink-2 lg:table-cell`}>
        <Day at={contact.created_at} />
      </td>
    </tr>
  );
}

/** The contact whose name has the focus, if one has. */
export const focusedContact = (): string | undefined =>
  document.activeElement instanceof HTMLElement
    ? document.activeElement.dataset["contact"]
    : undefined;

/** The name after this one, or before it; the first when no name has the focus. */
export function focusContact(by: 1 | -1): void {
  const names = [...document.querySelectorAll<HTMLElement>("[data-contact]")];
  const at = names.findIndex((name) => name === document.activeElement);
  names[at === -1 ? 0 : at + by]?.focus();
}

function goAlong(event: KeyboardEvent): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  event.preventDefault();
  focusContact(event.key === "ArrowDown" ? 1 : -1);
}
