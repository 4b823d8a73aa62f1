import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { deleteKey, keysQuery, rotateKey, type ApiKey } from "../../api/keys.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmTyped } from "../../ui/confirm-typed.tsx";
import { CopyField } from "../../ui/copy-field.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { ListCard } from "../../ui/list-card.tsx";
import { MoreButton } from "../../ui/more-button.tsx";
import { Day, ShortTime } from "../../ui/time.tsx";
import { toast } from "../../ui/toast.tsx";
import { useNow } from "../../ui/use-now.ts";
import { NewKey } from "./new-key.tsx";

const MINUTE_MS = 60_000;

/** Keys for programs: what each may do, when it was used, and its end. */
export function Keys() {
  const t = useTranslations();
  const query = useInfiniteQuery(keysQuery);
  const [isMaking, setMaking] = useState(false);
  const keys = query.data?.pages.flatMap(({ data }) => data) ?? [];
  const act = (
    <Button icon="plus" look="primary" onClick={() => setMaking(true)}>
      {t("settings.newKey")}
    </Button>
  );
  return (
    <>
      <ListCard
        act={act}
        empty={{
          icon: "key-round",
          title: t("settings.keysEmptyTitle"),
          text: t("settings.keysEmptyText"),
        }}
        keyOf={(key) => key.id}

        line={(key) => <Line apiKey={key} />}
        query={query}
        rows={keys}
        title={t("settings.keys")}
      >
        <MoreButton query={query} />
      </ListCard>
      {isMaking && <NewKey onClose={() => setMaking(false)} />}
    </>
  );
}

function Line({ apiKey: { id, name, scopes, ...key } }: { apiKey: ApiKey }) {
  const t = useTranslations("settings");
  const now = useNow(MINUTE_MS);
  const queries = useQueryClient();
  const [asked, setAsked] = useState<"delete" | "rotate" | null>(null);
  const again = () => queries.invalidateQueries({ queryKey: ["keys"] });
  const deletion = useMutation({
    mutationFn: () => deleteKey(id),
    onSuccess: async () => {
      setAsked(null);
      await again();
      toast(t("keyDeleted"));
    },
  });
  const rotation = useMutation({
    mutationFn: () => rotateKey(id, crypto.randomUUID()),
    onSuccess: again,
  });
  const isOver = key.expires_at !== null && Date.parse(key.expires_at) < now;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 text-sm">
      <div className="grid min-w-0 grow basis-64 gap-0.5">
        <bdi className="truncate font-medium">{name}</bdi>
        <span className="text-xs text-ink-3">
          {t("scopeCount", { count: scopes.length })}
          {" · "}
          {key.last_used_at === null
            ? t("neverUsed")
            : t.rich("lastUsed", {
                time: () => <ShortTime at={key.last_used_at ?? ""} now={now} />,
              })}
          {key.expires_at !== null && (
            <>
              {" · "}
              {t.rich(isOver ? "ended" : "until", { day: () => <Day at={key.expires_at ?? ""} /> })}
            </>
          )}
        </span>
        <details className="text-xs text-ink-2">
          <summary className="w-fit cursor-pointer py-1">{t("showScopes")}</summary>
          <code className="block leading-6 break-words">{scopes.join(" · ")}</code>
        </details>
      </div>
      <Button aria-label={t("rotateOf", { name })} look="quiet" onClick={() => setAsked("rotate")}>
        {t("rotate")}
      </Button>
      <Button aria-label={t("deleteOf", { name })} look="quiet" onClick={() => setAsked("delete")}>
        {t("delete")}
      </Button>
      {asked === "delete" && (
        <ConfirmTyped
          busy={deletion.isPending}
          error={deletion.error}
          onClose={() => setAsked(null)}
          onConfirm={() => deletion.mutate()}
          text={t("deleteKeyText")}
          title={t("deleteKeyTitle", { name })}
          verb={t("deleteKey")}
          word={name}
        />
      )}
      {asked === "rotate" && (
        <Rotate
          name={name}
          onClose={() => {
            setAsked(null);
            rotation.reset();
          }}
          rotation={rotation}
        />
      )}
    </div>
  );
}

function Rotate({
  name,
  rotation: { data, error, isPending, mutate },
  onClose,
}: {
  name: string;
  rotation: {
    readonly data: { readonly secret: string | null } | undefined;
    readonly error: unknown;
    readonly isPending: boolean;
    readonly mutate: () => void;
  };
  onClose: () => void;
}) {
  const t = useTranslations("settings");
  const secret = data?.secret ?? null;
  return (
    <Dialog onClose={onClose} title={t("rotateTitle", { name })}>
      <div className="grid gap-4 p-5">
        {error !== null && <ProblemNote error={error} />}
        {secret === null ? (
          <p className="text-sm text-ink-2">{t("rotateText")}</p>
        ) : (
          <CopyField hint={t("secretHint")} label={t("secret")} value={secret} />
        )}
        <footer className="flex justify-end gap-2">
          <Button onClick={onClose}>{t(secret === null ? "cancel" : "close")}</Button>
          {secret === null && (
            <Button busy={isPending} look="danger" onClick={() => mutate()}>
              {t("rotateVerb")}
            </Button>
          )}
        </footer>
      </div>
    </Dialog>
  );
}
