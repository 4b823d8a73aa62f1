import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";

import { hrefOf, refetchMedium, type Medium as File } from "../../../api/media.ts";
import { may } from "../../../api/session.ts";
import { Button } from "../../../ui/button.tsx";
import { ProblemNote } from "../../../ui/feedback.tsx";
import { FileCard, type Kind } from "./file-card.tsx";

/** A file of a message: shown or played where the browser can, else named; what is not here says why. */
export function Medium({ kind, label, medium }: { kind: Kind; label: string; medium: File }) {
  const size = useSize(medium.size);
  const href = hrefOf(medium);
  const name = medium.filename ?? label;
  if (href === null) return <Missing kind={kind} label={label} medium={medium} />;
  if (kind === "document") return <FileCard href={href} kind={kind} note={size} title={name} />;
  return <Shown href={href} kind={kind} label={label} size={size} />;
}

function Shown({
  kind,
  label,
  href,
  size,
}: {
  kind: Exclude<Kind, "document">;
  label: string;
  href: string;
  size: string;
}) {
  const t = useTranslations("talk");
  // A link is renewed now and then; what is being played keeps the one that it began with.
  const [source, setSource] = useState(href);
  const [isBroken, setBroken] = useState(false);
  const onError = () => (source === href ? setBroken(true) : setSource(href));
  if (isBroken)
    return <FileCard href={href} kind={kind} note={`${t("notShown")} ${size}`} title={label} />;
  switch (kind) {
    case "image":
      return (
        <a
          aria-label={`${label} (${t("newTab")})`}
          href={source}
          rel="noopener noreferrer"
          target="_blank"
        >
          <img
            alt={label}
            className="max-h-80 min-h-16 min-w-32 rounded-xl bg-sunken object-contain"
            decoding="async"
            loading="lazy"
            onError={onError}
            src={source}
          />
        </a>
      );
    case "sticker":
      return (
        <img
          alt={label}
          className="size-32 object-contain"
          decoding="async"
          loading="lazy"
          onError={onError}
          src={source}
        />
      );
    case "video":
      return (
        // oxlint-disable-next-line jsx-a11y/media-has-caption -- what a person films has no captions
        <video
          aria-label={label}
          className="max-h-80 w-full min-w-56 rounded-xl bg-sunken"
          controls
          onError={onError}
          preload="metadata"
          src={source}
        />
      );
    case "audio":
      return (
        // oxlint-disable-next-line jsx-a11y/media-has-caption -- what a person says has no captions
        <audio
          aria-label={label}
          className="h-12 w-full min-w-64"
          controls
          onError={onError}
          preload="metadata"
          src={source}
        />
      );
  }
}

/** A file that is not here: why, and the act that may bring it. */
function Missing({ kind, label, medium }: { kind: Kind; label: string; medium: File }) {
  const t = useTranslations();
  const queries = useQueryClient();
  const fetching = useMutation({
    mutationFn: () => refetchMedium(medium.id),
    onSettled: () => queries.invalidateQueries({ queryKey: ["conversations"] }),
  });
  return (
    <>
      <FileCard
        kind={kind}
        note={t("talk.file", { status: medium.status })}
        title={medium.filename ?? label}
      >
        {medium.status === "failed" && may("inbox:write") && (
          <Button busy={fetching.isPending} onClick={() => fetching.mutate()}>
            {t("app.retry")}
          </Button>
        )}
      </FileCard>
      {fetching.isError && <ProblemNote error={fetching.error} />}
    </>
  );
}

const KB = 1000;

/** Bytes as people read them; empty when nobody knows. */
function useSize(bytes: number | null): string {
  const format = useFormatter();
  if (bytes === null) return "";
  const [value, unit] =
    bytes < KB * KB
      ? ([Math.max(1, Math.round(bytes / KB)), "kilobyte"] as const)
      : ([bytes / KB / KB, "megabyte"] as const);
  return format.number(value, { style: "unit", unit, maximumFractionDigits: 1 });
}
