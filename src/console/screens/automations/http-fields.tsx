import { useTranslations } from "use-intl";

import { AreaAt, SelectAt, TextAt } from "../../ui/tree-fields.tsx";
import { NumberAt } from "../../ui/tree-numbers.tsx";
import { PairsAt } from "../../ui/tree-pairs.tsx";
import { below } from "../../ui/tree.ts";

const METHODS = ["GET", "POST", "PUT", "PATCH"] as const;

/** A call of the business's own server: what is asked, and what of the answer is kept. */
export function HttpFields({ at }: { at: string }) {
  const t = useTranslations("step");
  return (
    <>
      <div className="grid items-start gap-3 sm:grid-cols-[8rem_1fr]">
        <SelectAt
          at={below(at, "method")}
          label={t("method")}
          options={METHODS.map((method) => [method, method])}
        />
        <TextAt at={below(at, "url")} hint={t("urlHint")} inputMode="url" label={t("url")} />
      </div>
      <PairsAt
        at={below(at, "save")}
        hint={t("saveHint")}
        label={t("save")}
        words={{
          key: t("saveName"),
          value: t("savePlace"),
          add: t("addPair"),
          remove: t("removePair"),
        }}
      />
      <details>
        <summary className="w-fit cursor-pointer py-1 text-sm text-ink-2">{t("more")}</summary>
        <div className="grid gap-3 pt-2">
          <AreaAt at={below(at, "body")} hint={t("bodyHint")} label={t("body")} optional />
          <PairsAt
            at={below(at, "headers")}
            label={t("headers")}
            words={{
              key: t("headerName"),
              value: t("value"),
              add: t("addPair"),
              remove: t("removePair"),
            }}
          />
          <NumberAt at={below(at, "timeout_seconds")} label={t("httpTimeout")} max={15} min={1} />
        </div>
      </details>
    </>
  );
}
