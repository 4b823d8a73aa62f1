import { useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";

import { isConnected, onConnectionChange } from "../api/connection.ts";
import { Icon } from "./icon.tsx";

/** Says that the API cannot be reached, for as long as that is so. The place is always there, so that screen readers hear it. */
export function OfflineBanner() {
  const t = useTranslations("app");
  const connected = useSyncExternalStore(onConnectionChange, isConnected);
  return (
    <div role="status">
      {!connected && (
        <p className="flex items-start gap-2 bg-warn-soft px-4 py-2.5 text-sm text-warn">
          <Icon className="mt-0.5 shrink-0" name="wifi-off" />
          <span>
            <span className="font-semibold">{t("offline")}</span> {t("offlineText")}
          </span>
        </p>
      )}
    </div>
  );
}
