import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";

import { forget, type Person } from "../api/session.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { SignInForm } from "./sign-in-form.tsx";

/** The session ended by itself: the screen stands behind this, with all that was typed, and goes on once the person is back. */
export function SignInAgain({ person: { user, workspace } }: { person: Person }) {
  const t = useTranslations("login");
  const queries = useQueryClient();
  return (
    <Dialog lead={t("expired")} title={t("title")}>
      <div className="grid gap-2 overflow-y-auto p-5">
        <SignInForm
          email={user.email}
          onDone={() => void queries.invalidateQueries()}
          workspace={workspace.id}
        />
        <Button look="quiet" onClick={forget}>
          {t("other")}
        </Button>
      </div>
    </Dialog>
  );
}
