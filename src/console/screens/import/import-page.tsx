import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";

import { serverNow } from "../../api/client.ts";
import { importQuery, isMoving, runImport, undoImport, type Import } from "../../api/imports.ts";
import { may } from "../../api/session.ts";
import { Button, buttonLook } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { Page } from "../../ui/page.tsx";
import { useLive } from "../../ui/use-live.ts";
import { Findings } from "./findings.tsx";
import { HowRead } from "./how-read.tsx";
import { Outcome } from "./outcome.tsx";

/** One list: what would become of it, how its import goes, and what became of it. The API does it, so the page may be left. */
export function ImportPage() {
  const { id } = useParams({ from: "/signed-in/contacts/imports/$id" });
  return <One id={id} key={id} />;
}

function One({ id }: { id: string }) {
  const t = useTranslations("import");
  useLive();
  const query = useQuery(importQuery(id));
  useStaleContacts(query.data);
  const back = { to: "/contacts/import", label: t("title") } as const;
  if (query.data === undefined)
    return (
      <Page back={back} title={t("one")}>
        {query.isPending ? (
          <Skeleton lines={3} />
        ) : (
          <ProblemNote error={query.error} onRetry={() => void query.refetch()} />
        )}
      </Page>
    );
  const one = query.data;
  return (
    <Page back={back} title={<bdi className="break-words">{one.file_name ?? t("one")}</bdi>}>
      <div className="grid gap-4">
        {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
        <Outcome one={one} />
        {!isMoving(one) && <Acts one={one} />}
        {!isMoving(one) && one.reported > 0 && <Findings one={one} />}
        <HowRead one={one} />
      </div>
    </Page>
  );
}

/** Contacts are asked for again once they have changed. */
function useStaleContacts(one: Import | undefined): void {
  const queries = useQueryClient();
  const isDone = one !== undefined && !one.dry_run && !isMoving(one);
  useEffect(() => {
    if (isDone)
      for (const list of ["contacts", "tags", "imports-list"])
        void queries.invalidateQueries({
          queryKey: list === "imports-list" ? ["imports", "list"] : [list],
        });
  }, [isDone, queries]);
}

function Acts({ one }: { one: Import }) {
  const t = useTranslations("import");
  const changed = useChanged(one.id);
  const running = useMutation({ mutationFn: () => runImport(one.id), onSuccess: changed });
  const good = one.created + one.updated + one.unchanged;
  const mayRun = may("contacts:write") && (one.consent === null || may("consents:write"));
  if (one.dry_run && one.status === "completed")
    return (
      <div className="grid gap-3">
        {running.isError && <ProblemNote error={running.error} />}
        {good === 0 && <p className="text-sm text-ink-2">{t("nobody")}</p>}
        <footer className="flex flex-wrap justify-end gap-2">
          <Link className={buttonLook()} search={{ change: one.id }} to="/contacts/import">
            {t("change")}
          </Link>
          {mayRun && good > 0 && (
            <Button
              busy={running.isPending}
              icon="upload"
              look="primary"
              onClick={() => running.mutate()}
            >
              {t("start", { count: good })}
            </Button>
          )}
        </footer>
      </div>
    );
  return (
    <footer className="flex flex-wrap items-center justify-end gap-2">
      <Undo one={one} onUndone={changed} />
      <Link className={buttonLook()} to="/contacts/import">
        {t("again")}
      </Link>
      <Link className={buttonLook()} search={tagOf(one)} to="/contacts">
        {t("toContacts")}
      </Link>
    </footer>
  );
}

/** The people of a list are found by the tag that it gave them. */
const tagOf = ({ tags: [tag] }: Import) => (tag === undefined ? {} : { tag });

function useChanged(id: string): (now: Import) => void {
  const queries = useQueryClient();
  return (now) => {
    queries.setQueryData(importQuery(id).queryKey, now);
    void queries.invalidateQueries({ queryKey: ["imports"] });
  };
}

function Undo({ one, onUndone }: { one: Import; onUndone: (now: Import) => void }) {
  const t = useTranslations("import");
  const [isAsking, setAsking] = useState(false);
  const undoing = useMutation({
    mutationFn: () => undoImport(one.id),
    onSuccess: (now) => {
      setAsking(false);
      onUndone(now);
    },
  });
  const isInTime = one.expires_at !== null && Date.parse(one.expires_at) > serverNow();
  if (one.status !== "completed" || one.created === 0 || !isInTime || !may("contacts:write"))
    return null;
  return (
    <>
      <Button icon="undo-2" look="danger" onClick={() => setAsking(true)}>
        {t("undo")}…
      </Button>
      {isAsking && (
        <Confirm
          busy={undoing.isPending}
          error={undoing.error}
          icon="undo-2"
          keep={t("keep")}
          onClose={() => setAsking(false)}
          onConfirm={() => undoing.mutate()}
          text={t("undoText", { count: one.created })}
          title={t("undoTitle")}
          verb={t("undo")}
        />
      )}
    </>
  );
}
