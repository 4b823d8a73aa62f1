import { useTranslations } from "use-intl";

import { Icon } from "../../../ui/icon.tsx";
import { listOf, memberOf, wordOf } from "../../../ui/message-words.ts";

const SHOWN = 5;

/** Contact cards that the person passed on: names and numbers, as text. */
export function CardsMessage({ content }: { content: unknown }) {
  const t = useTranslations("talk");
  const cards = listOf(content);
  return (
    <div className="grid min-w-52 gap-2.5">
      {cards.slice(0, SHOWN).map((card, index) => {
        const name = wordOf(memberOf(memberOf(card, "name"), "formatted_name"));
        const phones = listOf(memberOf(card, "phones")).map((one) =>
          wordOf(memberOf(one, "phone")),
        );
        return (
          <div className="flex items-start gap-3" key={index}>
            <span className="grid size-10 shrink-0 place-items-center rounded-full bg-sunken text-ink-2">
              <Icon name="contact-round" size={20} />
            </span>
            <span className="grid min-w-0 text-sm">
              <bdi className="font-medium">{name || t("kind", { type: "contacts" })}</bdi>
              {phones
                .filter((phone) => phone !== "")
                .map((phone) => (
                  <bdi className="tabular text-xs text-ink-2 select-all" key={phone}>
                    {phone}
                  </bdi>
                ))}
            </span>
          </div>
        );
      })}
      {cards.length > SHOWN && (
        <p className="text-xs text-ink-3">{t("moreCards", { count: cards.length - SHOWN })}</p>
      )}
    </div>
  );
}
