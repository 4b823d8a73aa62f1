import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { numbersQuery } from "../../api/numbers.ts";
import { startPretending } from "../../api/sandbox.ts";
import { may } from "../../api/session.ts";
import { Button, buttonLook } from "../../ui/button.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";

/** A pretend number with somebody who writes, in one press; or a real number. A workspace holds one kind, so it says so before. */
export function TryIt() {
  const t = useTranslations("home");
  const navigate = useNavigate();
  const queries = useQueryClient();
  const numbers = useQuery(numbersQuery);
  const [key] = useState(() => crypto.randomUUID());
  const start = useMutation({
    mutationFn: () =>
      startPretending({ numberName: t("pretendNumber"), text: t("pretendText") }, key),
    onSuccess: async (talk) => {
      await queries.invalidateQueries();
      await (talk === null
        ? navigate({ to: "/inbox" })
        : navigate({ to: "/inbox/$id", params: { id: talk } }));
    },
  });
  const isReal = numbers.data?.data.some(({ kind }) => kind === "cloud") ?? false;
  const mayPretend = may("sandbox:write") && !isReal;
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap gap-2">
        {mayPretend && (
          <Button
            busy={start.isPending}
            icon="sparkles"
            look="primary"
            onClick={() => start.mutate()}
          >
            {t(start.isPending ? "trying" : "tryIt")}
          </Button>
        )}
        <Link className={buttonLook(mayPretend ? "plain" : "primary")} to="/settings/numbers/new">
          {t("connectReal")}
        </Link>
      </div>
      {mayPretend && <p className="max-w-sm text-xs text-ink-3">{t("oneKind")}</p>}
      {start.isError && <ProblemNote error={start.error} />}
    </div>
  );
}
