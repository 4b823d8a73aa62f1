import { useTranslations } from "use-intl";

import { Icon } from "../../../ui/icon.tsx";
import { memberOf, wordOf } from "../../../ui/message-words.ts";

/** A place: its name and address as text, its point as numbers. No map is fetched from anybody. */
export function LocationMessage({ content }: { content: unknown }) {
  const t = useTranslations("talk");
  const name = wordOf(memberOf(content, "name"));
  const address = wordOf(memberOf(content, "address"));
  const point = [memberOf(content, "latitude"), memberOf(content, "longitude")].map(Number);
  const isPoint = point.every((one) => Number.isFinite(one));
  return (
    <div className="flex min-w-52 items-start gap-3">
      <span className="grid size-10 shrink-0 place-items-center rounded-full bg-sunken text-bad">
        <Icon name="map-pin" size={20} />
      </span>
      <span className="grid min-w-0 text-sm">
        <bdi className="font-medium">{name || t("kind", { type: "location" })}</bdi>
        {address !== "" && <bdi className="text-ink-2">{address}</bdi>}
        {isPoint && (
          <span className="tabular text-xs text-ink-3 select-all">
            {point.map((one) => one.toFixed(5)).join(", ")}
          </span>
        )}
      </span>
    </div>
  );
}
