import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useRouteContext } from "@tanstack/react-router";
import { useState, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";

import { deploymentQuery } from "../../api/deployment.ts";
import { acceptInvitation, heldInvitation, holdInvitation } from "../../api/invitation.ts";
import { currentSession, onSessionChange, signOut } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { Gate, GATE_LINK } from "../../ui/gate.tsx";
import { AccountForm } from "./account-form.tsx";

/** Somebody opened an invitation: who has an account joins with it, who has none makes one. */
export function Invite() {
  const t = useTranslations("register");
  const session = useSyncExternalStore(onSessionChange, currentSession);
  const [token] = useState(heldInvitation);
  const isIn = session.status === "in";
  return (
    <Gate
      aside={
        token !== null &&
        !isIn && (
          <p>
            {t("haveAccount")}{" "}
            <Link className={GATE_LINK} search={{ next: "/invite" }} to="/login">
              {t("signInToJoin")}
            </Link>
          </p>
        )
      }
      lead={token === null ? undefined : t(isIn ? "joinLead" : "inviteLead")}
      title={t("inviteTitle")}
    >
      {token === null && <p className="text-sm text-ink-2">{t("noToken")}</p>}
      {token !== null &&
        (isIn ? <Join email={session.user.email} token={token} /> : <Make token={token} />)}
    </Gate>
  );
}

function Make({ token }: { token: string }) {
  const { language } = useRouteContext({ from: "__root__" });
  const deployment = useQuery(deploymentQuery);
  const navigate = useNavigate();
  if (deployment.isPending) return <Skeleton lines={3} />;
  if (deployment.data === undefined)
    return <ProblemNote error={deployment.error} onRetry={() => void deployment.refetch()} />;
  return (
    <AccountForm
      invitation={token}
      locale={language.locale}
      onDone={() => {
        holdInvitation(null);
        void navigate({ to: "/", replace: true });
      }}
      privacyUrl={deployment.data.privacy_url}
    />
  );
}

function Join({ token, email }: { token: string; email: string }) {
  const t = useTranslations("register");
  const navigate = useNavigate();
  const joining = useMutation({
    mutationFn: () => acceptInvitation(token),
    onSuccess: () => holdInvitation(null),
  });
  const change = useMutation({
    mutationFn: signOut,
    onSuccess: () =>
      navigate({
        to: "/login",
        search: joining.data ? { workspace: joining.data.workspace.id } : { next: "/invite" },
      }),
  });
  const words = (code: string) => ({ title: t("code", { code }), remedy: t("remedy", { code }) });
  if (joining.isSuccess)
    return (
      <div className="grid gap-4 text-sm">
        <p role="status">{t("joined", { name: joining.data.workspace.name })}</p>
        {change.isError && <ProblemNote error={change.error} />}
        <Button busy={change.isPending} look="primary" onClick={() => change.mutate()}>
          {t("workThere")}
        </Button>
        <Link className="text-center text-ink-2 underline" to="/">
          {t("stayHere")}
        </Link>
      </div>
    );
  return (
    <div className="grid gap-4 text-sm">
      <p>
        {t("joinAs")} <bdi className="font-medium">{email}</bdi>
      </p>
      {joining.isError && <ProblemNote error={joining.error} words={words} />}
      {change.isError && <ProblemNote error={change.error} />}
      <Button busy={joining.isPending} look="primary" onClick={() => joining.mutate()}>
        {t("join")}
      </Button>
      <Button busy={change.isPending} look="quiet" onClick={() => change.mutate()}>
        {t("otherAccount")}
      </Button>
    </div>
  );
}
