import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { completeRequest, fetchCopy, type CopyPart, type Request } from "../../api/privacy.ts";
import { may } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { Chip, type Tone } from "../../ui/chip.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { saveFile } from "../../ui/save-file.ts";
import { Day } from "../../ui/time.tsx";
import { toast } from "../../ui/toast.tsx";
import { CertificateDialog } from "./certificate.tsx";
import { RejectDialog } from "./reject.tsx";

const TONES: Readonly<Record<Request["status"], Tone>> = {
  open: "warn",
  running: "info",
  completed: "good",
  rejected: "neutral",
};

/** One request: what it is, how it stands, and what can be done with it. */
export function RequestLine({ request }: { request: Request }) {
  const t = useTranslations("requests");
  const { kind, status } = request;
  return (
    <div className="grid gap-2 text-sm">
      <div className="flex flex-wrap items-center gap-2">
        <span className="font-semibold">{t("kind", { kind })}</span>
        <Chip tone={TONES[status]}>{t("status", { status })}</Chip>
        {request.overdue && <Chip tone="bad">{t("overdue")}</Chip>}
        <span className="text-ink-3">
          {t("askedOn")} <Day at={request.created_at} />
          {request.ended_at === null && (
            <>
              {" · "}
              {t("dueOn")} <Day at={request.due_at} />
            </>
          )}
        </span>
      </div>
      {request.note !== null && <p className="text-ink-2">{request.note}</p>}
      {request.reason !== null && <p className="text-ink-2">{request.reason}</p>}
      <Acts request={request} />
    </div>
  );
}

function Acts({ request }: { request: Request }) {
  const t = useTranslations("requests");
  const [open, setOpen] = useState<"certificate" | "reject" | null>(null);
  const { id, kind, status } = request;
  const isGone = kind === "erase" && status === "completed";
  return (
    <div className="flex flex-wrap items-center gap-2">
      {!isGone && (
        <Link
          className="text-sm font-medium text-accent-strong hover:underline"
          params={{ id: request.contact_id }}
          to="/contacts/$id"
        >
          {t("person")}
        </Link>
      )}
      {isGone && (
        <Button icon="file-text" onClick={() => setOpen("certificate")}>
          {t("certificate")}
        </Button>
      )}
      {kind === "access" && status === "completed" && may("contacts:pii") && <Copy id={id} />}
      {status === "open" && may("privacy:write") && (
        <>
          <Complete id={id} />
          <Button icon="x" onClick={() => setOpen("reject")}>
            {t("reject")}…
          </Button>
        </>
      )}
      {open === "certificate" && <CertificateDialog id={id} onClose={() => setOpen(null)} />}
      {open === "reject" && <RejectDialog id={id} onClose={() => setOpen(null)} />}
    </div>
  );
}

function Complete({ id }: { id: string }) {
  const t = useTranslations("requests");
  const queries = useQueryClient();
  const completing = useMutation({
    mutationFn: () => completeRequest(id),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["privacy-requests"] });
      toast(t("completed"));
    },
  });
  return (
    <>
      <Button busy={completing.isPending} icon="check" onClick={() => completing.mutate()}>
        {t("complete")}
      </Button>
      {completing.isError && <ProblemNote error={completing.error} />}
    </>
  );
}

const PARTS: readonly (readonly [part: CopyPart, extension: string])[] = [
  ["data", "json"],
  ["messages", "csv"],
  ["media", "json"],
];

function Copy({ id }: { id: string }) {
  const t = useTranslations("requests");
  const fetching = useMutation({
    mutationFn: async ([part, extension]: (typeof PARTS)[number]) =>
      saveFile(await fetchCopy(id, part), `${part}.${extension}`),
  });
  return (
    <>
      {PARTS.map((one) => (
        <Button
          busy={fetching.isPending && fetching.variables[0] === one[0]}
          icon="download"
          key={one[0]}
          onClick={() => fetching.mutate(one)}
        >
          {t("part", { part: one[0] })}
        </Button>
      ))}
      {fetching.isError && <ProblemNote error={fetching.error} />}
    </>
  );
}
