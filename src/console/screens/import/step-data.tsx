import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Field, INPUT } from "../../ui/field.tsx";
import { FileDrop } from "../../ui/file-drop.tsx";
import { Icon } from "../../ui/icon.tsx";
import { isWorkbook, readFile, readPasted, type List } from "./read-list.ts";

/** What the API takes, bytes. */
const SIZE_MAX = 200_000_000;

type Refusal = "workbook" | "tooLarge" | "empty";

/** A list by paste or by file; of a file only the head is read here. */
export function StepData({ onList }: { onList: (list: List) => void }) {
  const t = useTranslations("import");
  const [text, setText] = useState("");
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const reading = useMutation({
    mutationFn: async (file: File | null): Promise<List | Refusal> => {
      if (file === null) return readPasted(text);
      if (file.size > SIZE_MAX) return "tooLarge";
      return (await isWorkbook(file)) ? "workbook" : readFile(file);
    },
    onMutate: () => setRefusal(null),
    onSuccess: (read) => {
      if (typeof read === "string") setRefusal(read);
      else if (read.rows.length === 0) setRefusal("empty");
      else onList(read);
    },
  });
  return (
    <div className="grid gap-4">
      <FileDrop
        accept=".csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values"
        hint={t("fileHint")}
        label={t("file")}
        onFile={(chosen) => reading.mutate(chosen)}
      />
      {refusal && (
        <p
          className="flex items-start gap-2 rounded-xl bg-bad-soft p-4 text-sm text-bad"
          role="alert"
        >
          <Icon className="mt-0.5 shrink-0" name="triangle-alert" />
          {t(`refused_${refusal}`)}
        </p>
      )}
      <Card title={t("pasteTitle")}>
        <form
          className="grid gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            reading.mutate(null);
          }}
        >
          <Field hint={t("pasteHint")} label={t("paste")}>
            {(attributes) => (
              <textarea
                {...attributes}
                className={`${INPUT} min-h-32 py-2 font-mono`}
                dir="auto"
                onChange={(event) => setText(event.target.value)}
                placeholder={"Ana Souza, +55 11 98765-4321\nBruno Lima, +55 11 91234-5678"}
                required
                spellCheck={false}
                value={text}
              />
            )}
          </Field>
          <Button
            busy={reading.isPending}
            className="justify-self-end"
            icon="arrow-right"
            look="primary"
            type="submit"
          >
            {t("next")}
          </Button>
        </form>
      </Card>
    </div>
  );
}
