import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { deleteQrCode, qrCodesQuery, type QrCode } from "../../api/number-care.ts";
import { may } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { EmptyState, ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { Icon } from "../../ui/icon.tsx";
import { MoreButton } from "../../ui/more-button.tsx";
import { toast } from "../../ui/toast.tsx";
import { ChatLinkDialog } from "./chat-link-dialog.tsx";
import { useNumberWords } from "./use-number-words.ts";

/** Links and QR codes that open a chat with the number, a text already written. */
export function ChatLinks() {
  const t = useTranslations();
  const { id } = useParams({ from: "/signed-in/settings/numbers/$id" });
  const words = useNumberWords();
  const query = useInfiniteQuery(qrCodesQuery(id));
  const codes = query.data?.pages.flatMap(({ data }) => data) ?? [];
  const [edited, setEdited] = useState<QrCode | "new" | null>(null);
  const act = may("numbers:write") && (
    <Button icon="plus" look="primary" onClick={() => setEdited("new")}>
      {t("care.linkNew")}
    </Button>
  );
  return (
    <Card aside={codes.length > 0 && act} title={t("care.links")}>
      {query.isPending && <Skeleton className="px-0" lines={2} />}
      {query.isError && (
        <ProblemNote error={query.error} onRetry={() => void query.refetch()} words={words} />
      )}
      {query.isSuccess && codes.length === 0 && (
        <EmptyState icon="link" text={t("care.linksText")} title={t("care.linksNone")}>
          {act}
        </EmptyState>
      )}
      <ul className="divide-y divide-line">
        {codes.map((code) => (
          <Line code={code} key={code.code} number={id} onEdit={() => setEdited(code)} />
        ))}
      </ul>
      <MoreButton query={query} />
      {edited !== null && (
        <ChatLinkDialog
          code={edited === "new" ? null : edited}
          number={id}
          onClose={() => setEdited(null)}
        />
      )}
    </Card>
  );
}

const OUT = "flex min-h-6 w-fit items-center gap-1 font-medium text-accent underline";

function Line({ code, number, onEdit }: { code: QrCode; number: string; onEdit: () => void }) {
  const t = useTranslations("care");
  const words = useNumberWords();
  const queries = useQueryClient();
  const removal = useMutation({
    mutationFn: () => deleteQrCode(number, code.code),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: qrCodesQuery(number).queryKey });
      toast(t("linkGone"));
    },
  });
  const { prefilled_message: text, deep_link_url: link, qr_image_url: picture } = code;
  return (
    <li className="grid gap-2 py-3 text-sm">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="grid min-w-0 grow basis-56 gap-1">
          <p className="font-medium break-words" dir="auto">
            {text}
          </p>
          <p className="flex flex-wrap gap-x-4 gap-y-1 text-xs">
            {isWeb(link) && (
              <a className={OUT} href={link} rel="noopener noreferrer" target="_blank">
                <bdi>{link}</bdi>
              </a>
            )}
            {picture !== null && isWeb(picture) && (
              <a className={OUT} href={picture} rel="noopener noreferrer" target="_blank">
                <Icon name="qr-code" size={14} />
                {t("qrPicture")}
              </a>
            )}
          </p>
        </div>
        {may("numbers:write") && (
          <div className="flex gap-2">
            <Button aria-label={t("linkEditOf", { text })} icon="pencil" onClick={onEdit}>
              {t("linkEdit")}
            </Button>
            <Button
              aria-label={t("linkDeleteOf", { text })}
              busy={removal.isPending}
              icon="trash"
              look="danger"
              onClick={() => removal.mutate()}
            >
              {t("linkDelete")}
            </Button>
          </div>
        )}
      </div>
      {removal.isError && <ProblemNote error={removal.error} words={words} />}
    </li>
  );
}

/** What Meta gives as an address is a link only when it leads to a web page. */
const isWeb = (url: string): boolean => url.startsWith("https://");
