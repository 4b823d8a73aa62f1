import { useBlocker } from "@tanstack/react-router";
import { useTranslations } from "use-intl";

import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";

/** Asks before something unsaved is left, by a link, by the back button, or by closing the tab. */
export function LeaveGuard({
  when,
  words,
}: {
  when: boolean;
  /** What is lost, where it is something else than words that are not saved. */
  words?: Readonly<Record<"title" | "text" | "leave" | "stay", string>>;
}) {
  const t = useTranslations("leave");
  const said = (key: "title" | "text" | "leave" | "stay") => words?.[key] ?? t(key);
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => when && current.pathname !== next.pathname,
    enableBeforeUnload: () => when,
    withResolver: true,
  });
  if (blocker.status !== "blocked") return null;
  return (
    <Dialog onClose={blocker.reset} title={said("title")}>
      <div className="grid gap-4 p-5 text-sm">
        <p>{said("text")}</p>
        <footer className="flex justify-end gap-2">
          <Button look="danger" onClick={blocker.proceed}>
            {said("leave")}
          </Button>
          <Button autoFocus look="primary" onClick={blocker.reset}>
            {said("stay")}
          </Button>
        </footer>
      </div>
    </Dialog>
  );
}
