import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Field, INPUT } from "../../ui/field.tsx";
import { FileDrop } from "../../ui/file-drop.tsx";
import { Icon } from "../../ui/icon.tsx";
import { PlainTable } from "../../ui/plain-table.tsx";
import {
  ENCODINGS,
  guessEncoding,
  isWorkbook,
  readList,
  SEPARATORS,
  type Encoding,
  type List,
  type Separator,
} from "./read-list.ts";

const SIZE_MAX = 20_000_000;
const SHOWN = 5;

interface Opened {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly encoding: Encoding;
}

type Refusal = "workbook" | "tooLarge" | "empty";

/** A list by paste or by file. A file is shown first: its encoding and separator are guesses. */
export function StepData({ onList }: { onList: (list: List) => void }) {
  const t = useTranslations("import");
  const [text, setText] = useState("");
  const [file, setFile] = useState<Opened | null>(null);
  const [list, setList] = useState<List | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);

  const reading = useMutation({
    mutationFn: async ({
      opened,
      separator,
    }: {
      opened: Opened | null;
      separator: Separator | null;
    }) =>
      readList(
        opened === null ? text : new TextDecoder(opened.encoding).decode(opened.bytes),
        opened?.name ?? null,
        separator,
      ),
    onSuccess: (read, { opened }) => {
      setRefusal(read.rows.length === 0 ? "empty" : null);
      if (read.rows.length === 0) return;
      if (opened === null) onList(read);
      else setList(read);
    },
  });
  const show = (opened: Opened, separator: Separator | null) => {
    setFile(opened);
    reading.mutate({ opened, separator });
  };
  const open = async (chosen: File) => {
    setList(null);
    setFile(null);
    if (chosen.size > SIZE_MAX) return setRefusal("tooLarge");
    const bytes = new Uint8Array(await chosen.arrayBuffer());
    if (isWorkbook(bytes)) return setRefusal("workbook");
    show({ name: chosen.name, bytes, encoding: guessEncoding(bytes) }, null);
  };
  return (
    <div className="grid gap-4">
      <Card title={t("pasteTitle")}>
        <form
          className="grid gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            reading.mutate({ opened: null, separator: null });
          }}
        >
          <Field hint={t("pasteHint")} label={t("paste")}>
            {(attributes) => (
              <textarea
                {...attributes}
                className={`${INPUT} min-h-40 py-2 font-mono`}
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
      <FileDrop
        accept=".csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values"
        hint={t("fileHint")}
        label={t("file")}
        onFile={(chosen) => void open(chosen)}
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
      {file && list && <Preview file={file} list={list} onList={onList} onShow={show} />}
    </div>
  );
}

/** The first rows of a file, with what was guessed about it. */
function Preview({
  file,
  list,
  onShow,
  onList,
}: {
  file: Opened;
  list: List;
  onShow: (opened: Opened, separator: Separator | null) => void;
  onList: (list: List) => void;
}) {
  const t = useTranslations("import");
  return (
    <Card aside={<bdi className="text-xs text-ink-3">{file.name}</bdi>} title={t("firstRows")}>
      <div className="mb-4 grid gap-3 sm:grid-cols-2">
        <Field label={t("separator")}>
          {(attributes) => (
            <select
              {...attributes}
              className={`${INPUT} h-10 md:h-9`}
              onChange={(event) => onShow(file, event.target.value as Separator)}
              value={list.separator}
            >
              {SEPARATORS.map((one) => (
                <option key={one} value={one}>
                  {one === "\t" ? t("tab") : one}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={t("encoding")}>
          {(attributes) => (
            <select
              {...attributes}
              className={`${INPUT} h-10 md:h-9`}
              onChange={(event) =>
                onShow({ ...file, encoding: event.target.value as Encoding }, list.separator)
              }
              value={file.encoding}
            >
              {ENCODINGS.map((one) => (
                <option key={one} value={one}>
                  {one.toUpperCase()}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <PlainTable
        label={t("firstRows")}
        rows={list.rows.slice(0, SHOWN).map(({ cells }) => cells)}
      />
      <div className="mt-4 flex items-center justify-between gap-3">
        <p className="text-sm text-ink-2">{t("rowsRead", { count: list.rows.length })}</p>
        <Button icon="arrow-right" look="primary" onClick={() => onList(list)}>
          {t("next")}
        </Button>
      </div>
    </Card>
  );
}
