import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";

import { optInCodeQuery, type OptInLink } from "../../api/opt-in-links.ts";
import { Button } from "../../ui/button.tsx";
import { CopyField } from "../../ui/copy-field.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { saveFile } from "../../ui/save-file.ts";

/** A link to take along: its address, and its QR code for print. */
export function OptInLinkView({ link, onClose }: { link: OptInLink; onClose: () => void }) {
  const t = useTranslations("care");
  const query = useQuery(optInCodeQuery(link.id));
  return (
    <Dialog onClose={onClose} title={link.name}>
      <div className="grid justify-items-stretch gap-4 overflow-y-auto p-5">
        <CopyField hint={t("optInUrlHint")} label={t("optInUrl")} value={link.url} />
        {query.isPending && <Skeleton className="px-0" lines={4} />}
        {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
        {query.isSuccess && (
          <>
            <Code label={t("optInCodeOf", { name: link.name })} svg={query.data} />
            <Button
              className="justify-self-center"
              icon="download"
              onClick={() =>
                saveFile(new Blob([query.data], { type: "image/svg+xml" }), "opt-in.svg")
              }
            >
              {t("optInDownload")}
            </Button>
          </>
        )}
      </div>
    </Dialog>
  );
}

/** The code is drawn here from the two things that it is, since no text becomes markup: its size, and the path of its squares. */
function Code({ svg, label }: { svg: string; label: string }) {
  const [, size = "0"] = /viewBox="0 0 (\d+) \d+"/.exec(svg) ?? [];
  const [, path = ""] = / d="([\d\sMhvz,.-]*)"/.exec(svg) ?? [];
  return (
    <svg
      aria-label={label}
      className="w-56 max-w-full justify-self-center rounded-lg"
      role="img"
      viewBox={`0 0 ${size} ${size}`}
    >
      <rect fill="#fff" height={size} width={size} />
      <path d={path} fill="#000" />
    </svg>
  );
}
