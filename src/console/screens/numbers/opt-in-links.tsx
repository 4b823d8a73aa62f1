import { useInfiniteQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { deleteOptInLink, optInLinksQuery, type OptInLink } from "../../api/opt-in-links.ts";
import { may } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { DeleteButton } from "../../ui/delete-button.tsx";
import { ListCard } from "../../ui/list-card.tsx";
import { MoreButton } from "../../ui/more-button.tsx";
import { toast } from "../../ui/toast.tsx";
import { OptInLinkDialog } from "./opt-in-link-dialog.tsx";
import { OptInLinkView } from "./opt-in-link-view.tsx";

/** The links by which people agree: whoever sends a link's keyword agrees to what it says. */
export function OptInLinks() {
  const t = useTranslations("care");
  const { id } = useParams({ from: "/signed-in/settings/numbers/$id" });
  const query = useInfiniteQuery(optInLinksQuery(id));
  const links = query.data?.pages.flatMap(({ data }) => data) ?? [];
  const [shown, setShown] = useState<OptInLink | "new" | null>(null);
  const close = () => setShown(null);
  return (
    <ListCard
      act={
        may("consents:write") && (
          <Button icon="plus" look="primary" onClick={() => setShown("new")}>
            {t("optInNew")}
          </Button>
        )
      }
      empty={{ icon: "qr-code", title: t("optInNone"), text: t("optInText") }}
      keyOf={(link) => link.id}
      lead={links.length > 0 && <p className="mb-3 text-sm text-ink-2">{t("optInText")}</p>}
      line={(link) => <Line link={link} number={id} onShow={() => setShown(link)} />}
      query={query}
      rows={links}
      title={t("optInLinks")}
    >
      <MoreButton query={query} />
      {shown === "new" && <OptInLinkDialog number={id} onClose={close} onMade={setShown} />}
      {shown !== null && shown !== "new" && <OptInLinkView link={shown} onClose={close} />}
    </ListCard>
  );
}

function Line({ link, number, onShow }: { link: OptInLink; number: string; onShow: () => void }) {
  const t = useTranslations("care");
  const { name, keyword, statement } = link;
  return (
    <div className="flex flex-wrap items-start gap-x-4 gap-y-2 text-sm">
      <div className="grid min-w-0 grow basis-56 gap-1">
        <p className="font-medium break-words" dir="auto">
          {name}
        </p>
        <p className="text-xs text-ink-2">
          {t("optInKeywordIs")} <bdi className="font-mono">{keyword}</bdi>
        </p>
        <p className="written text-xs break-words text-ink-2" dir="auto">
          {statement}
        </p>
      </div>
      <div className="flex items-center gap-2">
        <Button aria-label={t("optInShowOf", { name })} icon="qr-code" onClick={onShow}>
          {t("optInShow")}
        </Button>
        {may("consents:write") && (
          <DeleteButton
            label={t("optInDeleteOf", { name })}
            list={optInLinksQuery(number).queryKey}
            onDelete={() => deleteOptInLink(link.id)}
            onDeleted={() => toast(t("optInGone"))}
            text={t("optInDeleteText")}
            title={t("optInDeleteAsk")}
            verb={t("linkDelete")}
          />
        )}
      </div>
    </div>
  );
}
