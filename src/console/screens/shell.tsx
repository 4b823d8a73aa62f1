import { Link, Outlet, useMatchRoute, useRouteContext } from "@tanstack/react-router";
import { useState, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";

import { toProblem, type Problem } from "../api/problem.ts";
import { currentSession, may, onSessionChange, personOf, signOut } from "../api/session.ts";
import { LOCALES, type Locale } from "../i18n/i18n.tsx";
import { Worded } from "../i18n/worded.tsx";
import { chooseTheme, chosenTheme, type Theme } from "../theme.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Button, buttonLook } from "../ui/button.tsx";
import { cx } from "../ui/cx.ts";
import { Dialog } from "../ui/dialog.tsx";
import { ProblemNote } from "../ui/feedback.tsx";
import { Field, INPUT } from "../ui/field.tsx";
import { Icon } from "../ui/icon.tsx";
import { Logo } from "../ui/logo.tsx";
import { OfflineBanner } from "../ui/offline-banner.tsx";
import { ClosingBanner } from "./closing-banner.tsx";
import { SignInAgain } from "./sign-in-again.tsx";
import { Workspaces } from "./workspaces.tsx";

const PLACES = [
  { to: "/", icon: "house", label: "start" },
  { to: "/inbox", icon: "inbox", label: "inbox" },
  { to: "/contacts", icon: "users", label: "contacts" },
  { to: "/campaigns", icon: "megaphone", label: "campaigns" },
  { to: "/templates", icon: "file-text", label: "templates" },
] as const;

/** Places that are not needed all day: on a desk the first stand with the others, on a phone all in the person's own corner. */
const LATER = [
  { to: "/automations", icon: "bot", label: "automations", scope: "automations:read" },
] as const;
const CORNER = [
  { to: "/reports", icon: "chart-column", label: "reports", scope: "analytics:read" },
  { to: "/settings", icon: "settings", label: "settings", scope: null },
] as const;

const isOffered = ({ scope }: (typeof CORNER | typeof LATER)[number]): boolean =>
  scope === null || may(scope);

const PLACE =
  "flex flex-col items-center gap-0.5 px-1 py-2 text-2xs font-medium transition-colors md:h-10 md:flex-row md:gap-3 md:rounded-lg md:px-3 md:py-0 md:text-sm";
const HERE = { className: "text-accent md:bg-accent-soft md:text-accent-strong" };
const ELSEWHERE = { className: "text-ink-2 hover:text-ink md:hover:bg-sunken" };

/** The frame of every screen: places at the left, or at the bottom of a phone, and the person's own corner. */
export function Shell() {
  const t = useTranslations("app");
  const session = useSyncExternalStore(onSessionChange, currentSession);
  const [isOpen, setOpen] = useState(false);
  const isInThread = useMatchRoute()({ to: "/inbox/$id" }) !== false;
  const person = personOf(session);
  if (person === null) return null;
  const { user, workspace } = person;
  return (
    <div className="flex h-dvh flex-col md:flex-row">
      <a
        className="absolute top-2 left-2 z-30 -translate-y-20 rounded-lg bg-ink px-4 py-2 text-canvas focus:translate-y-0"
        href="#content"
      >
        {t("skip")}
      </a>
      <nav
        aria-label={t("main")}
        className={cx(
          isInThread && "max-md:hidden",
          "order-last flex shrink-0 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:order-first md:w-56 md:flex-col md:border-t-0 md:border-r md:bg-canvas md:p-3",
        )}
      >
        <div className="hidden items-center gap-2.5 px-2 pt-1 pb-4 md:flex">
          <Logo />
          <span className="grid leading-tight">
            <span className="font-semibold">{workspace.name}</span>
            <span className="text-xs text-ink-3">WaQtor</span>
          </span>
        </div>
        <ul className="flex grow md:grow-0 md:flex-col md:gap-0.5">
          {PLACES.map(({ to, icon, label }) => (
            <li className="grow" key={to}>
              <Link
                activeOptions={{ exact: to === "/" }}
                activeProps={HERE}
                className={PLACE}
                inactiveProps={ELSEWHERE}
                to={to}
              >
                <Icon name={icon} size={20} />
                {t(label)}
              </Link>
            </li>
          ))}
          {LATER.filter(isOffered).map(({ to, icon, label }) => (
            <li className="grow max-md:hidden" key={to}>
              <Link activeProps={HERE} className={PLACE} inactiveProps={ELSEWHERE} to={to}>
                <Icon name={icon} size={20} />
                {t(label)}
              </Link>
            </li>
          ))}
        </ul>
        {/* A phone has room for five places: there these stand in the person's own corner. */}
        <div className="mt-auto mb-1 grid gap-0.5 max-md:hidden">
          {CORNER.filter(isOffered).map(({ to, icon, label }) => (
            <Link activeProps={HERE} className={PLACE} inactiveProps={ELSEWHERE} key={to} to={to}>
              <Icon name={icon} size={20} />
              {t(label)}
            </Link>
          ))}
        </div>
        <button
          aria-haspopup="dialog"
          className="flex items-center gap-2.5 px-2 text-left md:rounded-lg md:p-2 md:hover:bg-sunken"
          onClick={() => setOpen(true)}
          type="button"
        >
          <span className="sr-only">{t("account")}</span>
          <Avatar name={user.full_name} />
          <span className="hidden min-w-0 leading-tight md:grid">
            <span className="truncate text-sm font-medium">{user.full_name}</span>
            <span className="truncate text-xs text-ink-3">{user.email}</span>
          </span>
        </button>
      </nav>
      <main className="flex min-h-0 min-w-0 grow flex-col" id="content" tabIndex={-1}>
        <OfflineBanner />
        <ClosingBanner />
        <div className="min-h-0 grow">
          <Outlet />
        </div>
      </main>
      {isOpen && <Account onClose={() => setOpen(false)} />}
      {session.status === "out" && <SignInAgain person={person} />}
    </div>
  );
}

const THEMES: readonly Theme[] = ["system", "light", "dark"];

function Account({ onClose }: { onClose: () => void }) {
  const t = useTranslations("app");
  const { language } = useRouteContext({ from: "__root__" });
  const [theme, setTheme] = useState(chosenTheme);
  const [problem, setProblem] = useState<Problem | null>(null);
  return (
    <Dialog onClose={onClose} title={t("account")}>
      <div className="grid gap-4 overflow-y-auto p-5">
        <Worded>
          <Workspaces onMoved={onClose} />
        </Worded>
        <Field label={t("language")}>
          {(attributes) => (
            <select
              {...attributes}
              className={`${INPUT} h-10`}
              onChange={(event) => language.change(event.target.value as Locale)}
              value={language.locale}
            >
              {LOCALES.map(({ id, name }) => (
                <option key={id} lang={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={t("theme")}>
          {(attributes) => (
            <select
              {...attributes}
              className={`${INPUT} h-10`}
              onChange={(event) => {
                const next = event.target.value as Theme;
                chooseTheme(next);
                setTheme(next);
              }}
              value={theme}
            >
              {THEMES.map((one) => (
                <option key={one} value={one}>
                  {t(one)}
                </option>
              ))}
            </select>
          )}
        </Field>
        {problem && <ProblemNote error={problem} />}
        {[...LATER, ...CORNER].filter(isOffered).map(({ to, icon, label }) => (
          <Link className={buttonLook()} key={to} onClick={onClose} to={to}>
            <Icon name={icon} />
            {t(label)}
          </Link>
        ))}
        <Button
          icon="log-out"
          onClick={() => void signOut().catch((error: unknown) => setProblem(toProblem(error)))}
        >
          {t("signOut")}
        </Button>
      </div>
    </Dialog>
  );
}
