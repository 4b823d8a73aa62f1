import { useQuery } from "@tanstack/react-query";
import { useRouteContext } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl";

import type { Versioned } from "../../api/client.ts";
import { changeMe, meQuery, readMe, type Me } from "../../api/workspace.ts";
import { LOCALES, type Locale } from "../../i18n/i18n.tsx";
import { chooseTheme, chosenTheme, type Theme } from "../../theme.ts";
import { Card } from "../../ui/card.tsx";
import { Chip } from "../../ui/chip.tsx";
import { ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { Field, INPUT, TextInput } from "../../ui/field.tsx";
import { TimeZoneSelect } from "../../ui/time-zone-select.tsx";
import { AccountSafety } from "./account-safety.tsx";
import { DeleteAccount } from "./delete-account.tsx";
import { VersionedForm } from "./versioned-form.tsx";

/** The person: who they are here, and how the console looks and speaks on this device. */
export function Profile() {
  const me = useQuery(meQuery);
  return (
    <>
      {me.isPending && <Skeleton lines={3} />}
      {me.isError && <ProblemNote error={me.error} onRetry={() => void me.refetch()} />}
      {me.data && <Person version={me.data} />}
      {me.data && <AccountSafety me={me.data.body} />}
      <ThisDevice />
      <DeleteAccount />
    </>
  );
}

function Person({ version }: { version: Versioned<Me> }) {
  const t = useTranslations("settings");
  const { role, email, timezone } = version.body;
  return (
    <Card aside={<Chip>{t("role", { role })}</Chip>} title={t("profile")}>
      <VersionedForm
        labels={{ full_name: t("name"), timezone: t("timezone") }}
        queryKey={meQuery.queryKey}
        read={readMe}
        save={changeMe}
        valuesOf={(me) => ({ full_name: me.full_name, timezone: me.timezone })}
        version={version}
      >
        {({ register, formState: { errors } }) => (
          <>
            <Field error={errors.full_name?.message} label={t("name")}>
              {(attributes) => (
                <TextInput
                  {...attributes}
                  autoComplete="name"
                  {...register("full_name", { required: t("required") })}
                />
              )}
            </Field>
            <div className="grid gap-1 text-sm">
              <span className="font-medium">{t("email")}</span>
              <bdi className="text-ink-2">{email}</bdi>
            </div>
            <Field error={errors.timezone?.message} label={t("timezone")}>
              {(attributes) => (
                <TimeZoneSelect {...attributes} chosen={timezone} {...register("timezone")} />
              )}
            </Field>
          </>
        )}
      </VersionedForm>
    </Card>
  );
}

const THEMES: readonly Theme[] = ["system", "light", "dark"];

/** Both count at once, and stay on this device. */
function ThisDevice() {
  const t = useTranslations();
  const { language } = useRouteContext({ from: "__root__" });
  const [theme, setTheme] = useState(chosenTheme);
  return (
    <Card title={t("settings.device")}>
      <div className="grid max-w-md gap-4">
        <Field label={t("app.language")}>
          {(attributes) => (
            <select
              {...attributes}
              className={`${INPUT} h-11 md:h-10`}
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
        <Field label={t("app.theme")}>
          {(attributes) => (
            <select
              {...attributes}
              className={`${INPUT} h-11 md:h-10`}
              onChange={(event) => {
                const next = event.target.value as Theme;
                chooseTheme(next);
                setTheme(next);
              }}
              value={theme}
            >
              {THEMES.map((one) => (
                <option key={one} value={one}>
                  {t(`app.${one}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
    </Card>
  );
}
