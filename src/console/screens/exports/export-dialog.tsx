import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";

import {
  createExport,
  offeredResources,
  type NewExport,
  type Resource,
} from "../../api/exports.ts";
import { segmentsQuery } from "../../api/segments.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { Field, INPUT } from "../../ui/field.tsx";
import { RadioCards } from "../../ui/radio-cards.tsx";
import { toast } from "../../ui/toast.tsx";
import { WhichContacts, type Which } from "./which-contacts.tsx";

const FORMATS = ["csv", "ndjson"] as const;

/** What goes out, of whom, and as what. */
export function ExportDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("exports");
  const app = useTranslations("app");
  const offered = offeredResources();
  const [resource, setResource] = useState<Resource>(offered[0] ?? "contacts");
  const [format, setFormat] = useState<(typeof FORMATS)[number]>("csv");
  const [which, setWhich] = useState<Which>({ who: "all", segment: "", filter: {} });
  const [isTried, setTried] = useState(false);
  const filter = useFilterOf(which);
  const starting = useStart(onClose);
  const isMissing = resource === "contacts" && filter === null;
  return (
    <Dialog onClose={onClose} title={t("new")}>
      <form
        className="grid gap-4 overflow-y-auto p-5"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!isMissing && !starting.isPending)
            starting.mutate({
              resource,
              format,
              ...(resource === "contacts" && filter !== null && { filter }),
            });
        }}
      >
        {starting.isError && <ProblemNote error={starting.error} />}
        <RadioCards
          label={t("what")}
          options={offered.map((one) => ({
            value: one,
            title: t("resource", { resource: one }),
            text: t("resourceText", { resource: one }),
          }))}
          register={{
            name: "resource",
            value: resource,
            // Safe: the values of the radios are the resources.
            onChange: (event) => setResource(event.target.value as Resource),
          }}
        />
        {resource === "contacts" && (
          <WhichContacts
            error={isTried && isMissing ? t("chooseSegment") : undefined}
            onChange={setWhich}
            which={which}
          />
        )}
        <Field label={t("format")}>
          {(attributes) => (
            <select
              {...attributes}
              className={`${INPUT} h-11 md:h-10`}
              onChange={(event) => setFormat(event.target.value as typeof format)}
              value={format}
            >
              {FORMATS.map((one) => (
                <option key={one} value={one}>
                  {t("formatName", { format: one })}
                </option>
              ))}
            </select>
          )}
        </Field>
        <footer className="flex justify-end gap-2">
          <Button onClick={onClose}>{app("cancel")}</Button>
          <Button busy={starting.isPending} icon="download" look="primary" type="submit">
            {t("start")}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}

function useStart(onStarted: () => void) {
  const t = useTranslations("exports");
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: NewExport) => createExport(body),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["exports"] });
      toast(t("begun"));
      onStarted();
    },
  });
}

/** The filter that is meant, a segment's own; null while none is chosen. */
function useFilterOf({ who, segment, filter }: Which): Which["filter"] | null {
  const segments = useQuery({ ...segmentsQuery, enabled: who === "segment" });
  if (who === "all") return {};
  if (who === "filter") return filter;
  return segments.data?.data.find(({ id }) => id === segment)?.filter ?? null;
}
