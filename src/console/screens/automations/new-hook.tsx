import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { toProblem } from "../../api/problem.ts";
import { createTrigger, triggersQuery, type NewTrigger } from "../../api/triggers.ts";
import { Button } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { CopyField } from "../../ui/copy-field.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { SelectAt, TextAt } from "../../ui/tree-fields.tsx";
import { TreeForm } from "../../ui/tree-form.tsx";
import { PairsAt } from "../../ui/tree-pairs.tsx";
import { writeAt } from "../../ui/tree.ts";

const FIRST = {
  auth: { kind: "token" },
  map: { phone: "/customer/phone", variables: {} as Record<string, string> },
};
const SIGNED = { kind: "hmac_sha256", header: "X-Signature-256", encoding: "hex" };

/** Who may call and what of the call is used; then the URL and its secret, which is shown this once. */
export function NewHook({ automationId, onClose }: { automationId: string; onClose: () => void }) {
  const t = useTranslations("hook");
  const automations = useTranslations("automations");
  const queries = useQueryClient();
  const [value, setValue] = useState<Record<string, unknown>>(FIRST);
  const creation = useMutation({
    mutationFn: () =>
      // Safe: the form writes what the API takes, and the API judges it.
      createTrigger({ ...value, automation_id: automationId } as NewTrigger, crypto.randomUUID()),
    onSuccess: () => queries.invalidateQueries({ queryKey: triggersQuery.queryKey }),
  });
  const problem = creation.error === null ? null : toProblem(creation.error);
  const faults = (problem?.fields ?? []).map(({ pointer, code, message }) => ({
    pointer,
    severity: "error" as const,
    text: automations("found", { code }) || message,
  }));
  const isSigned = (value["auth"] as { kind: string }).kind === "hmac_sha256";
  if (creation.data)
    return (
      <Dialog onClose={onClose} title={t("made")}>
        <div className="grid gap-4 p-5">
          <CopyField label={t("url")} value={creation.data.url} />
          {creation.data.secret !== null && (
            <CopyField hint={t("secretHint")} label={t("secret")} value={creation.data.secret} />
          )}
          <Button className="justify-self-end" onClick={onClose}>
            {t("done")}
          </Button>
        </div>
      </Dialog>
    );
  return (
    <Dialog lead={t("lead")} onClose={onClose} title={t("new")}>
      <TreeForm
        faults={faults}
        isFixed={false}
        value={value}
        write={(pointer, next) => setValue((before) => writeAt(before, pointer, next))}
      >
        <div className="grid min-h-0 gap-4 overflow-y-auto p-5">
          {problem !== null && faults.length === 0 && <ProblemNote error={problem} />}
          <Kind
            isSigned={isSigned}
            onChange={(signed) =>
              setValue({ ...value, auth: signed ? SIGNED : { kind: "token" }, secret: undefined })
            }
          />
          {isSigned && (
            <>
              <TextAt at="/auth/header" hint={t("headerHint")} label={t("header")} />
              <SelectAt
                at="/auth/encoding"
                label={t("encoding")}
                options={[
                  ["hex", "hex"],
                  ["base64", "base64"],
                ]}
              />
              <TextAt at="/secret" hint={t("ownHint")} label={t("own")} optional />
            </>
          )}
          <TextAt at="/map/phone" hint={t("phoneHint")} label={t("phone")} />
          <PairsAt
            at="/map/variables"
            hint={t("mapHint")}
            label={t("map")}
            words={{
              key: t("variable"),
              value: t("place"),
              add: t("add"),
              remove: t("remove"),
            }}
          />
          <TextAt at="/dedupe_key" hint={t("onceHint")} label={t("once")} optional />
          <footer className="flex justify-end gap-2">
            <Button onClick={onClose}>{t("cancel")}</Button>
            <Button busy={creation.isPending} look="primary" onClick={() => creation.mutate()}>
              {t("make")}
            </Button>
          </footer>
        </div>
      </TreeForm>
    </Dialog>
  );
}

function Kind({
  isSigned,
  onChange,
}: {
  isSigned: boolean;
  onChange: (isSigned: boolean) => void;
}) {
  const t = useTranslations("hook");
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 text-sm font-medium">{t("who")}</legend>
      {[false, true].map((signed) => (
        <Choice
          checked={isSigned === signed}
          key={String(signed)}
          name="hook-auth"
          onChange={() => onChange(signed)}
          text={t(signed ? "signedText" : "tokenText")}
          title={t("auth", { kind: signed ? "hmac_sha256" : "token" })}
        />
      ))}
    </fieldset>
  );
}
