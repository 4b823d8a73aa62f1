import { useBlocker } from "@tanstack/react-router";
import { useTranslations } from "use-intl";

import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";

/** Asks before something unsaved is left, by a link, by the back button, or by closing the tab. */
export function LeaveGuard({ when }: { when: boolean }) {
  const t = useTranslations("leave");
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => when && current.pathname !== next.pathname,
    enableBeforeUnload: () => when,
    withResolver: true,
  });
  if (blocker.status !== "blocked") return null;
  return (
    <Dialog onClose={blocker.reset} title={t("title")}>
      <div className="grid gap-4 p-5 text-sm">
        <p>{t("text")}</p>
        <footer className="flex justify-end gap-2">
          <Button look="danger" onClick={blocker.proceed}>
            {t("leave")}
          </Button>
          <Button autoFocus look="primary" onClick={blocker.reset}>
            {t("stay")}
          </Button>
        </footer>
      </div>
    </Dialog>
  );
}
