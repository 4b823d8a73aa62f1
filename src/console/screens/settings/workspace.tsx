import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";

import { may } from "../../api/session.ts";
import {
  changeWorkspace,
  workspaceQuery,
  type Tagged,
  type Workspace as Shown,
} from "../../api/workspace.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { Field, TextInput } from "../../ui/field.tsx";
import { TimeZoneSelect } from "../../ui/time-zone-select.tsx";
import { useTaggedForm } from "./use-tagged-form.ts";

/** What the workspace is called, and how it reads numbers and times. */
export function Workspace() {
  const workspace = useQuery(workspaceQuery);
  if (workspace.isPending) return <Skeleton lines={3} />;
  if (workspace.isError)
    return <ProblemNote error={workspace.error} onRetry={() => void workspace.refetch()} />;
  return <Form workspace={workspace.data} />;
}

function Form({ workspace: { value, etag } }: { workspace: Tagged<Shown> }) {
  const t = useTranslations("settings");
  const { form, rest, isBusy, submit } = useTaggedForm({
    start: {
      name: value.name,
      timezone: value.timezone,
      settings: { default_country: value.settings.default_country ?? "" },
    },
    fields: ["name", "timezone", "settings.default_country"],
    queryKey: ["workspace"],
    save: ({ settings: { default_country: country }, ...rest }) =>
      changeWorkspace(
        { ...rest, settings: { default_country: country.trim().toUpperCase() || null } },
        etag,
      ),
  });
  const { errors } = form.formState;
  const isFixed = !may("workspace:write");
  return (
    <Card title={t("workspace")}>
      <form className="grid max-w-md gap-4" noValidate onSubmit={submit}>
        {rest !== null && <ProblemNote error={rest} />}
        <Field error={errors.name?.message} label={t("workspaceName")}>
          {(attributes) => (
            <TextInput
              {...attributes}
              readOnly={isFixed}
              {...form.register("name", { required: t("required") })}
            />
          )}
        </Field>
        <Field error={errors.timezone?.message} label={t("timezone")}>
          {(attributes) => (
            <TimeZoneSelect
              {...attributes}
              chosen={value.timezone}
              disabled={isFixed}
              {...form.register("timezone")}
            />
          )}
        </Field>
        <Field
          error={errors.settings?.default_country?.message}
          hint={t("countryHint")}
          label={t("country")}
        >
          {(attributes) => (
            <TextInput
              {...attributes}
              autoComplete="country"
              className="w-24 uppercase"
              maxLength={2}
              readOnly={isFixed}
              {...form.register("settings.default_country")}
            />
          )}
        </Field>
        {!isFixed && (
          <Button busy={isBusy} className="justify-self-start" look="primary" type="submit">
            {t("save")}
          </Button>
        )}
      </form>
    </Card>
  );
}
