import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useRouteContext } from "@tanstack/react-router";
import { useTranslations } from "use-intl";

import { deploymentQuery } from "../../api/deployment.ts";
import { ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { Gate, GATE_LINK } from "../../ui/gate.tsx";
import { AccountForm } from "./account-form.tsx";

/** Make an account with a workspace of its own, where the deployment lets people. It leads to the first run. */
export function Register() {
  const t = useTranslations("register");
  const { language } = useRouteContext({ from: "__root__" });
  const deployment = useQuery(deploymentQuery);
  const navigate = useNavigate();
  const registration = deployment.data?.registration;
  return (
    <Gate
      aside={
        <p>
          {t("haveAccount")}{" "}
          <Link className={GATE_LINK} to="/login">
            {t("signIn")}
          </Link>
        </p>
      }
      lead={registration === "open" ? t("lead") : undefined}
      title={t("title")}
    >
      {deployment.isPending && <Skeleton lines={3} />}
      {deployment.isError && (
        <ProblemNote error={deployment.error} onRetry={() => void deployment.refetch()} />
      )}
      {deployment.data && registration === "open" && (
        <AccountForm
          invitation={null}
          locale={language.locale}
          onDone={() => void navigate({ to: "/", replace: true })}
          privacyUrl={deployment.data.privacy_url}
        />
      )}
      {deployment.data && registration !== "open" && (
        <p className="text-sm text-ink-2">
          {t(registration === "invite" ? "byInvitation" : "closed")}{" "}
          <a className={GATE_LINK} href={`mailto:${deployment.data.support_email}`}>
            {deployment.data.support_email}
          </a>
        </p>
      )}
    </Gate>
  );
}
