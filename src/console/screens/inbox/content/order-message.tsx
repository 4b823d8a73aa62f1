import { useFormatter, useTranslations } from "use-intl";

import { Icon } from "../../../ui/icon.tsx";
import { listOf, memberOf, wordOf } from "../../../ui/message-words.ts";
import { Written } from "../../../ui/written.tsx";

/** A cart that the person sent: each product by its own id, how many, and at which price. */
export function OrderMessage({ content }: { content: unknown }) {
  const t = useTranslations("talk");
  const format = useFormatter();
  const items = listOf(memberOf(content, "product_items"));
  const text = wordOf(memberOf(content, "text"));
  return (
    <div className="grid min-w-56 gap-1.5">
      <p className="flex items-center gap-1.5 text-sm font-medium">
        <Icon name="shopping-bag" />
        {t("order", { count: items.length })}
      </p>
      <ul className="grid gap-1 text-sm">
        {items.map((item, index) => {
          const price = Number(memberOf(item, "item_price"));
          const currency = wordOf(memberOf(item, "currency"));
          return (
            <li className="tabular flex justify-between gap-4" key={index}>
              <span className="min-w-0 truncate">
                {Number(memberOf(item, "quantity"))} ×{" "}
                <bdi>{wordOf(memberOf(item, "product_retailer_id"))}</bdi>
              </span>
              {Number.isFinite(price) && /^[A-Z]{3}$/.test(currency) && (
                <span className="text-ink-2">
                  {format.number(price, { style: "currency", currency })}
                </span>
              )}
            </li>
          );
        })}
      </ul>
      {text !== "" && <Written text={text} />}
    </div>
  );
}
