import { useTranslations } from "use-intl";

import type { Message } from "../../api/conversations.ts";
import { Icon } from "../../ui/icon.tsx";
import { useSnippetOf } from "../../ui/message-words.ts";

/** What a message came with: that it was passed on, the ad that led to it, the product, the message that it answers. */
export function CameWith({
  message,
  quoted,
}: {
  message: Message;
  quoted: Message | null | undefined;
}) {
  const t = useTranslations("talk");
  const { context, referral } = message;
  const product = context?.referred_product;
  return (
    <>
      {context?.forwarded === true && (
        <p className="mb-0.5 flex items-center gap-1 text-xs text-ink-3">
          <Icon name="forward" size={12} />
          {t("forwarded")}
        </p>
      )}
      {referral && (
        <div className="mb-1.5 grid gap-0.5 rounded-lg border-l-3 border-info bg-info-soft px-3 py-2 text-sm">
          <p className="text-xs text-info">{t("fromAd", { type: referral.source_type ?? "ad" })}</p>
          {referral.headline && <bdi className="font-medium">{referral.headline}</bdi>}
          {referral.body && <bdi className="line-clamp-2 text-xs text-ink-2">{referral.body}</bdi>}
        </div>
      )}
      {product && (
        <p className="mb-1.5 flex items-center gap-1.5 rounded-lg bg-sunken px-3 py-2 text-xs text-ink-2">
          <Icon name="shopping-bag" size={14} />
          {t("aboutProduct", { id: product.product_retailer_id })}
        </p>
      )}
      {quoted !== undefined && <Quote quoted={quoted} />}
    </>
  );
}

/** The message that is answered; pressing it goes there. */
function Quote({ quoted }: { quoted: Message | null }) {
  const t = useTranslations();
  const snippetOf = useSnippetOf();
  if (quoted === null)
    return (
      <p className="mb-1.5 rounded-lg border-l-3 border-line-strong bg-sunken px-3 py-1.5 text-xs text-ink-2 italic">
        {t("talk.earlierMessage")}
      </p>
    );
  const goThere = () => {
    const element = document.querySelector<HTMLElement>(`#message-${quoted.id}`);
    element?.scrollIntoView({ block: "center" });
    element?.focus({ preventScroll: true });
  };
  return (
    <button
      className="mb-1.5 grid w-full rounded-lg border-l-3 border-accent bg-sunken px-3 py-1.5 text-left text-xs"
      onClick={goThere}
      type="button"
    >
      <span className="font-medium text-accent-strong">
        {t(quoted.direction === "outbound" ? "talk.quotedUs" : "talk.quotedThem")}
      </span>
      <bdi className="line-clamp-2 text-ink-2">{snippetOf(quoted)}</bdi>
    </button>
  );
}
