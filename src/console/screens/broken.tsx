import { Link, useRouter } from "@tanstack/react-router";
import { useTranslations } from "use-intl";

import { EmptyState, ProblemNote } from "../ui/feedback.tsx";

/** What is left of a screen that threw; the frame around it stands. */
export function Broken({ error }: { error: unknown }) {
  const router = useRouter();
  return (
    <div className="mx-auto max-w-xl p-6">
      <ProblemNote error={error} onRetry={() => void router.invalidate()} />
    </div>
  );
}

/** What is left when the frame itself threw. */
export function BrokenPage({ error }: { error: unknown }) {
  return (
    <main>
      <Broken error={error} />
    </main>
  );
}

export function NotFound() {
  const t = useTranslations("app");
  return (
    <main>
      <EmptyState heading="h1" icon="circle-question-mark" text="" title={t("notFound")}>
        <Link className="text-sm font-medium text-accent underline" to="/inbox">
          {t("home")}
        </Link>
      </EmptyState>
    </main>
  );
}
