import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";

import { createSegment, updateSegment, type NewSegment, type Segment } from "../../api/segments.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { Field, TextInput } from "../../ui/field.tsx";
import { FilterBuilder } from "../../ui/filter-builder.tsx";
import { SegmentPreview } from "../../ui/segment-preview.tsx";
import { toFields } from "../../ui/to-fields.ts";
import { toast } from "../../ui/toast.tsx";
import { TreeForm } from "../../ui/tree-form.tsx";
import { writeAt } from "../../ui/tree.ts";
import { useSegmentFields } from "../../ui/use-segment-fields.ts";

interface Values {
  name: string;
}

/** A segment: what it is called, who is in it, and who that is at the moment. */
export function SegmentDialog({
  segment,
  onClose,
}: {
  segment: Segment | null;
  onClose: () => void;
}) {
  const t = useTranslations("segments");
  const queries = useQueryClient();
  const fields = useSegmentFields();
  const [rest, setRest] = useState<unknown>(null);
  const [tree, setTree] = useState<{ readonly filter: NewSegment["filter"] }>({
    filter: segment?.filter ?? {},
  });
  const form = useForm<Values>({ defaultValues: { name: segment?.name ?? "" } });
  const saving = useMutation({
    mutationFn: ({ name }: Values) => {
      const json = { name, filter: tree.filter };
      return segment === null ? createSegment(json) : updateSegment(segment.id, json);
    },
    onMutate: () => setRest(null),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["segments"] });
      toast(t("saved"));
      onClose();
    },
    onError: (error) =>
      setRest(
        toFields(error, ["name"], {
          setError: form.setError,
          wordsOf: (code) => t("field", { code }),
        }),
      ),
  });
  return (
    <Dialog onClose={onClose} title={t(segment === null ? "new" : "edit")}>
      <form
        className="grid gap-4 overflow-y-auto p-5"
        noValidate
        onSubmit={(event) => void form.handleSubmit((values) => saving.mutate(values))(event)}
      >
        {rest !== null && <ProblemNote error={rest} />}
        <Field error={form.formState.errors.name?.message} label={t("name")}>
          {(attributes) => (
            <TextInput
              {...attributes}
              autoComplete="off"
              maxLength={120}
              {...form.register("name", { required: t("required") })}
            />
          )}
        </Field>
        <section aria-label={t("who")} className="grid gap-2">
          <h3 className="text-sm font-medium">{t("who")}</h3>
          <TreeForm
            faults={[]}
            isFixed={false}
            value={tree}
            write={(pointer, value) => setTree((before) => writeAt(before, pointer, value))}
          >
            <FilterBuilder at="/filter" fields={fields} label={t("who")} />
          </TreeForm>
        </section>
        <SegmentPreview filter={tree.filter} />
        <footer className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button busy={saving.isPending} look="primary" type="submit">
            {t("save")}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
