import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { cx } from "../../ui/cx.ts";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { clockOf } from "../../ui/time.tsx";
import { useNow } from "../../ui/use-now.ts";
import type { Need } from "./attention.ts";

const SHOWN = 6;
const SECOND_MS = 1_000;

/** What only a person can mend; each line opens its remedy. */
export function NeedsYou({ needs }: { needs: readonly Need[] }) {
  const t = useTranslations("home");
  const [isAll, setAll] = useState(false);
  const shown = isAll ? needs : needs.slice(0, SHOWN);
  return (
    <Card title={t("needsYou")}>
      {needs.length === 0 ? (
        <p className="flex items-center gap-2 text-sm text-ink-2">
          <Icon className="text-good" name="check" />
          {t("nothing")}
        </p>
      ) : (
        <ul className="-mx-2 grid gap-0.5">
          {shown.map((need) => (
            <li key={keyOf(need)}>
              <Line need={need} />
            </li>
          ))}
        </ul>
      )}
      {needs.length > shown.length && (
        <Button className="mt-2" look="quiet" onClick={() => setAll(true)}>
          {t("more", { count: needs.length - shown.length })}
        </Button>
      )}
    </Card>
  );
}

const keyOf = (need: Need): string => {
  switch (need.kind) {
    case "talk":
      return need.talk.id;
    case "campaign":
      return need.campaign.id;
    case "template":
      return need.template.id;
    case "reauth":
    case "restricted":
    case "token_ends":
      return need.number.id;
  }
};

const ROW = "flex min-h-11 items-center gap-3 rounded-lg px-2 py-1.5 text-sm hover:bg-sunken";

/** Of the screen that another part of the console holds. */
const TEMPLATES: string = "/templates";

function Line({ need }: { need: Need }) {
  const t = useTranslations();
  const now = useNow(SECOND_MS);
  switch (need.kind) {
    case "talk": {
      const { talk, untilMs } = need;
      const name = talk.contact?.name ?? talk.contact?.phone ?? t("contacts.noName");
      return (
        <Link className={ROW} params={{ id: talk.id }} to="/inbox/$id">
          <Words
            icon="clock"
            name={name}
            text={t("home.closing", { time: clockOf(untilMs - now) })}
            tone="warn"
          />
        </Link>
      );
    }
    case "campaign":
      return (
        <Link className={ROW} params={{ id: need.campaign.id }} to="/campaigns/$id">
          <Words
            icon="pause"
            name={need.campaign.name}
            text={t("campaigns.pauseReason", { reason: need.campaign.pause_reason ?? "requested" })}
            tone="warn"
          />
        </Link>
      );
    case "template":
      return (
        <Link className={ROW} to={TEMPLATES}>
          <Words
            icon="file-text"
            name={need.template.name.replaceAll("_", " ")}
            text={t("home.rejected")}
            tone="bad"
          />
        </Link>
      );
    case "reauth":
    case "restricted":
    case "token_ends":
      return (
        <Link className={ROW} params={{ id: need.number.id }} to="/settings/numbers/$id">
          <Words
            icon={need.kind === "restricted" ? "triangle-alert" : "key-round"}
            name={need.number.name}
            text={t("home.numberNeeds", { kind: need.kind })}
            tone={need.kind === "token_ends" ? "warn" : "bad"}
          />
        </Link>
      );
  }
}

function Words({
  icon,
  name,
  text,
  tone,
}: {
  icon: IconName;
  name: string;
  text: string;
  tone: "warn" | "bad";
}) {
  return (
    <>
      <span
        className={cx(
          "grid size-8 shrink-0 place-items-center rounded-full",
          tone === "bad" ? "bg-bad-soft text-bad" : "bg-warn-soft text-warn",
        )}
      >
        <Icon name={icon} />
      </span>
      <span className="grid min-w-0 grow">
        <bdi className="truncate font-medium">{name}</bdi>
        <span className="text-xs text-ink-2">{text}</span>
      </span>
      <Icon className="shrink-0 text-ink-3" name="arrow-right" />
    </>
  );
}
