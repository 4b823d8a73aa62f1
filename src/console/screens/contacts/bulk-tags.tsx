import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { setTag } from "../../api/contacts.ts";
import { inParallel } from "../../api/in-parallel.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { Field, TextInput } from "../../ui/field.tsx";
import { Meter } from "../../ui/meter.tsx";
import { toast } from "../../ui/toast.tsx";
import type { Selection } from "./use-selection.ts";

const TAG_LENGTH_MAX = 64;

/** What can be done with everybody who is ticked: give a tag, or take one. */
export function BulkTags({ selection }: { selection: Selection }) {
  const t = useTranslations("contacts");
  const queries = useQueryClient();
  const [tag, setText] = useState("");
  const [done, setDone] = useState(0);
  const count = selection.ids.size;
  const tagging = useMutation({
    mutationFn: (has: boolean) =>
      inParallel([...selection.ids], (id) => setTag(id, tag.trim(), has), setDone),
    onSuccess: (_all, has) => {
      toast(t(has ? "tagged" : "untagged", { count, tag: tag.trim() }));
      selection.clear();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ["contacts"] }),
  });
  const start = (has: boolean) => {
    if (tag.trim() !== "") tagging.mutate(has);
  };
  return (
    <section
      aria-label={t("chosen", { count })}
      className="sticky bottom-3 z-10 mt-3 grid gap-3 rounded-2xl border border-line-strong bg-surface p-3 shadow-lift md:p-4"
    >
      {tagging.isError && <ProblemNote error={tagging.error} />}
      {tagging.isPending && (
        <Meter label={t("tagging", { done, count })} max={count} value={done} />
      )}
      <form
        className="flex flex-wrap items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          start(true);
        }}
      >
        <p aria-live="polite" className="grow self-center text-sm font-medium">
          {t("chosen", { count })}
        </p>
        <Field label={t("tag")}>
          {(attributes) => (
            <TextInput
              {...attributes}
              autoComplete="off"
              className="md:w-44"
              maxLength={TAG_LENGTH_MAX}
              onChange={(event) => setText(event.target.value)}
              pattern="[^,]*"
              required
              value={tag}
            />
          )}
        </Field>
        <Button busy={tagging.isPending} icon="tag" look="primary" type="submit">
          {t("giveTag")}
        </Button>
        <Button busy={tagging.isPending} onClick={() => start(false)}>
          {t("takeTag")}
        </Button>
        <IconButton icon="x" label={t("chooseNone")} onClick={selection.clear} />
      </form>
    </section>
  );
}
