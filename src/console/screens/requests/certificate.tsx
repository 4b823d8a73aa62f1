import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";

import { certificateQuery, type Certificate } from "../../api/privacy.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { saveFile } from "../../ui/save-file.ts";
import { Day, LongTime } from "../../ui/time.tsx";

/** What an erasure did, who had the data, and where it still is until when. */
export function CertificateDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useTranslations("requests");
  const query = useQuery(certificateQuery(id));
  return (
    <Dialog onClose={onClose} title={t("certificate")}>
      <div className="grid gap-5 overflow-y-auto p-5 text-sm">
        {query.isPending && <Skeleton lines={4} />}
        {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
        {query.isSuccess && <Told certificate={query.data} />}
      </div>
    </Dialog>
  );
}

function Told({ certificate }: { certificate: Certificate }) {
  const t = useTranslations("requests");
  const save = () =>
    saveFile(
      new Blob([JSON.stringify(certificate, null, 2)], { type: "application/json" }),
      `${certificate.request_id}.json`,
    );
  return (
    <>
      <p>
        {t("erasedAt")} <LongTime at={certificate.erased_at} />
      </p>
      <section className="grid gap-1.5">
        <h3 className="font-medium">{t("erased")}</h3>
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
          {Object.entries(certificate.erased).map(([what, count]) => (
            <div className="contents" key={what}>
              <dt className="text-ink-2">{t("what", { what })}</dt>
              <dd className="tabular">{count}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section className="grid gap-1.5">
        <h3 className="font-medium">{t("recipients")}</h3>
        {certificate.recipients.length === 0 && <p className="text-ink-2">{t("noRecipients")}</p>}
        <ul className="grid gap-1">
          {certificate.recipients.map(({ kind, resource, at, state }) => (
            <li className="break-all" key={resource}>
              {t("recipient", { kind })}
              {at !== null && <bdi> {at}</bdi>}
              <span className="text-ink-2"> · {t("recipientState", { state })}</span>
            </li>
          ))}
        </ul>
      </section>
      <section className="grid gap-1.5">
        <h3 className="font-medium">{t("horizon")}</h3>
        <ul className="grid gap-1">
          {certificate.horizon.map(({ place, until }) => (
            <li key={place}>
              {t("place", { place })} · <Day at={until} />
            </li>
          ))}
        </ul>
      </section>
      <footer className="flex justify-end">
        <Button icon="download" onClick={save}>
          {t("save")}
        </Button>
      </footer>
    </>
  );
}
