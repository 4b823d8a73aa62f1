import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";

import type { Versioned } from "../../api/client.ts";
import { currentPerson, may } from "../../api/session.ts";
import {
  changeWorkspace,
  readWorkspace,
  workspaceQuery,
  type Workspace as Shown,
} from "../../api/workspace.ts";
import { Card } from "../../ui/card.tsx";
import { ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { Field, TextInput } from "../../ui/field.tsx";
import { TimeZoneSelect } from "../../ui/time-zone-select.tsx";
import { AiCard } from "./ai-card.tsx";
import { CloseWorkspace } from "./close-workspace.tsx";
import { VersionedForm } from "./versioned-form.tsx";

/** What the workspace is called, and how it reads numbers and times. */
export function Workspace() {
  const workspace = useQuery(workspaceQuery);
  if (workspace.isPending) return <Skeleton lines={3} />;
  if (workspace.data === undefined)
    return <ProblemNote error={workspace.error} onRetry={() => void workspace.refetch()} />;
  const { body } = workspace.data;
  return (
    <>
      <Form version={workspace.data} />
      {may("ai:draft") && <AiCard />}
      {currentPerson()?.role === "owner" && body.closing_at === null && (
        <CloseWorkspace name={body.name} />
      )}
    </>
  );
}

interface Values {
  name: string;
  timezone: string;
  settings: { default_country: string };
}

const valuesOf = ({ name, timezone, settings }: Shown): Values => ({
  name,
  timezone,
  settings: { default_country: settings.default_country ?? "" },
});

const save = ({ settings, ...rest }: Values, etag: string | undefined) =>
  changeWorkspace(
    {
      ...rest,
      settings: { default_country: settings.default_country.trim().toUpperCase() || null },
    },
    etag,
  );

function Form({ version }: { version: Versioned<Shown> }) {
  const t = useTranslations("settings");
  const isFixed = !may("workspace:write");
  return (
    <Card title={t("workspace")}>
      <VersionedForm
        isFixed={isFixed}
        labels={{
          name: t("workspaceName"),
          timezone: t("timezone"),
          "settings.default_country": t("country"),
        }}
        queryKey={workspaceQuery.queryKey}
        read={readWorkspace}
        save={save}
        valuesOf={valuesOf}
        version={version}
      >
        {({ register, formState: { errors } }) => (
          <>
            <Field error={errors.name?.message} label={t("workspaceName")}>
              {(attributes) => (
                <TextInput
                  {...attributes}
                  readOnly={isFixed}
                  {...register("name", { required: t("required") })}
                />
              )}
            </Field>
            <Field error={errors.timezone?.message} label={t("timezone")}>
              {(attributes) => (
                <TimeZoneSelect
                  {...attributes}
                  chosen={version.body.timezone}
                  disabled={isFixed}
                  {...register("timezone")}
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
                  {...register("settings.default_country")}
                />
              )}
            </Field>
          </>
        )}
      </VersionedForm>
    </Card>
  );
}
