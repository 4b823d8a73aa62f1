import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useLocation } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";

import { numbersQuery } from "../../api/numbers.ts";
import { may } from "../../api/session.ts";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { Page } from "../../ui/page.tsx";

type Place =
  | "profile"
  | "workspace"
  | "numbers"
  | "hours"
  | "team"
  | "quick-replies"
  | "assignment"
  | "data-requests"
  | "segments"
  | "fields"
  | "exports"
  | "retention"
  | "keys"
  | "webhooks"
  | "events"
  | "audit"
  | "alerts"
  | "sandbox";

/** The frame of all settings: their names, and the one that is open. What the person may not see is not offered. */
export function Settings() {
  const t = useTranslations("settings");
  const numbers = useQuery({ ...numbersQuery, enabled: may("numbers:read") });
  const hasSandbox =
    numbers.data?.data.some(
      ({ kind, status }) => kind === "sandbox" && status !== "disconnected",
    ) ?? false;
  const nav = useRef<HTMLElement>(null);
  const here = useLocation({ select: ({ pathname }) => pathname });
  useEffect(() => {
    // On a phone the names are wider than the screen: the open one is brought into sight.
    const open = nav.current?.querySelector("[aria-current=page]");
    open?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [here, hasSandbox]);
  const places: readonly (readonly [place: Place, icon: IconName, isOffered: boolean])[] = [
    ["profile", "user-round", true],
    ["workspace", "store", may("workspace:read")],
    ["numbers", "phone", may("numbers:read")],
    ["hours", "clock", may("automations:read")],
    ["team", "users", may("team:read")],
    ["quick-replies", "zap", may("inbox:read")],
    ["assignment", "forward", may("inbox:read")],
    ["data-requests", "shield-check", may("privacy:read")],
    ["segments", "users", may("contacts:read")],
    ["fields", "braces", may("contacts:read")],
    ["exports", "download", may("contacts:read")],
    ["retention", "hourglass", may("privacy:read")],
    ["keys", "key-round", may("keys:write")],
    ["webhooks", "webhook", may("webhooks:read")],
    ["events", "activity", may("events:read")],
    ["audit", "eye", may("audit:read")],
    ["alerts", "bell", may("workspace:read")],
    ["sandbox", "flask-conical", hasSandbox && may("sandbox:write")],
  ];
  return (
    <Page title={t("title")}>
      <div className="grid grid-cols-1 gap-5 lg:grid-cols-[12rem_minmax(0,1fr)] lg:gap-8">
        <nav
          ref={nav}
          aria-label={t("title")}
          className="-mx-4 overflow-x-auto px-4 lg:mx-0 lg:px-0"
        >
          <ul className="flex w-max gap-1 lg:w-auto lg:flex-col">
            {places
              .filter(([, , isOffered]) => isOffered)
              .map(([place, icon]) => (
                <li key={place}>
                  <Link
                    activeProps={{ className: "bg-accent-soft text-accent-strong" }}
                    className="flex h-10 items-center gap-2.5 rounded-lg px-3 text-sm font-medium whitespace-nowrap"
                    inactiveProps={{ className: "text-ink-2 hover:bg-sunken hover:text-ink" }}
                    to={`/settings/${place}`}
                  >
                    <Icon name={icon} />
                    {t("place", { place: place.replace("-", "_") })}
                  </Link>
                </li>
              ))}
          </ul>
        </nav>
        <div className="grid min-w-0 grid-cols-1 content-start gap-4">
          <Outlet />
        </div>
      </div>
    </Page>
  );
}
