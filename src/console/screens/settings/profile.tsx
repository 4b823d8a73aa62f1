import { useQuery } from "@tanstack/react-query";
import { useRouteContext } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { changeMe, meQuery, type Me, type Tagged } from "../../api/workspace.ts";
import { LOCALES, type Locale } from "../../i18n/i18n.tsx";
import { chooseTheme, chosenTheme, type Theme } from "../../theme.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Chip } from "../../ui/chip.tsx";
import { ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { Field, INPUT, TextInput } from "../../ui/field.tsx";
import { TimeZoneSelect } from "../../ui/time-zone-select.tsx";
import { useTaggedForm } from "./use-tagged-form.ts";

/** The person: who they are here, and how the console looks and speaks on this device. */
export function Profile() {
  const me = useQuery(meQuery);
  return (
    <>
      {me.isPending && <Skeleton lines={3} />}
      {me.isError && <ProblemNote error={me.error} onRetry={() => void me.refetch()} />}
      {me.data && <Person me={me.data} />}
      <ThisDevice />
    </>
  );
}

function Person({ me: { value, etag } }: { me: Tagged<Me> }) {
  const t = useTranslations("settings");
  const { form, rest, isBusy, submit } = useTaggedForm({
    start: { full_name: value.full_name, timezone: value.timezone },
    fields: ["full_name", "timezone"],
    queryKey: ["me"],
    save: (values) => changeMe(values, etag),
  });
  const { errors } = form.formState;
  return (
    <Card aside={<Chip>{t("role", { role: value.role })}</Chip>} title={t("profile")}>
      <form className="grid max-w-md gap-4" noValidate onSubmit={submit}>
        {rest !== null && <ProblemNote error={rest} />}
        <Field error={errors.full_name?.message} label={t("name")}>
          {(attributes) => (
            <TextInput
              {...attributes}
              autoComplete="name"
              {...form.register("full_name", { required: t("required") })}
            />
          )}
        </Field>
        <div className="grid gap-1 text-sm">
          <span className="font-medium">{t("email")}</span>
          <bdi className="text-ink-2">{value.email}</bdi>
        </div>
        <Field error={errors.timezone?.message} label={t("timezone")}>
          {(attributes) => (
            <TimeZoneSelect
              {...attributes}
              chosen={value.timezone}
              {...form.register("timezone")}
            />
          )}
        </Field>
        <Button busy={isBusy} className="justify-self-start" look="primary" type="submit">
          {t("save")}
        </Button>
      </form>
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
