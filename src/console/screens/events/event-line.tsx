import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { eventTypesQuery } from "../../api/event-types.ts";
import type { Told } from "../../api/stream-frames.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { LongTime } from "../../ui/time.tsx";
import { Json } from "./json.tsx";

/** One event: what and when, and when it is opened all of it, with what its type says. */
export function EventLine({ event }: { event: Told }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button
        aria-expanded={isOpen}
        className="flex min-h-11 w-full flex-wrap items-center gap-x-3 py-2 text-left text-sm"
        onClick={() => setOpen(!isOpen)}
        type="button"
      >
        <Icon className={isOpen ? "" : "-rotate-90"} name="chevron-down" />
        <code className="min-w-0 grow truncate text-xs font-semibold">{event.type}</code>
        <span className="tabular text-xs text-ink-3">#{event.seq}</span>
        <span className="text-xs text-ink-3">
          <LongTime at={event.created_at} />
        </span>
      </button>
      {isOpen && <Opened event={event} />}
    </>
  );
}

function Opened({ event }: { event: Told }) {
  const t = useTranslations("events");
  const types = useQuery(eventTypesQuery);
  const [isSchema, setSchema] = useState(false);
  const type = types.data?.data.find((one) => one.type === event.type);
  return (
    <div className="grid gap-3 pb-4">
      {type && (
        <p className="text-xs text-ink-2" lang="en">
          {type.description}
        </p>
      )}
      <Json label={t("json")} value={event} />
      {type && (
        <Button
          aria-expanded={isSchema}
          className="w-fit"
          icon="braces"
          look="quiet"
          onClick={() => setSchema(!isSchema)}
        >
          {t("schema")}
        </Button>
      )}
      {type && isSchema && <Json label={t("schema")} value={type.schema} />}
    </div>
  );
}
