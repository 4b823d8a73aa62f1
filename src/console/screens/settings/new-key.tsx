import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";

import { createKey, scopesQuery, type Scope } from "../../api/keys.ts";
import { may } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { CopyField } from "../../ui/copy-field.tsx";
import { cx } from "../../ui/cx.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { Field, TextInput } from "../../ui/field.tsx";
import { toFields } from "../../ui/to-fields.ts";
import { PRESETS } from "./presets.ts";

interface Values {
  name: string;
  expires_at: string;
}

/** What the key is for and may do: by purpose, or scope by scope. Then the key itself, which is shown this once. */
export function NewKey({ onClose }: { onClose: () => void }) {
  const t = useTranslations("settings");
  const queries = useQueryClient();
  const [scopes, setScopes] = useState<ReadonlySet<Scope>>(new Set());
  const [isBare, setBare] = useState(false);
  const [rest, setRest] = useState<unknown>(null);
  const form = useForm<Values>({ defaultValues: { name: "", expires_at: "" } });
  const { errors } = form.formState;
  const creation = useMutation({
    mutationFn: ({ name, expires_at: day }: Values) =>
      createKey(
        {
          name: name.trim(),
          scopes: [...scopes],
          // Until the end of that day, wherever this device is.
          ...(day !== "" && { expires_at: new Date(`${day}T23:59:59`).toISOString() }),
        },
        crypto.randomUUID(),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["keys"] }),
    onError: (error) =>
      setRest(
        toFields(error, ["name", "expires_at"], {
          setError: form.setError,
          wordsOf: (code) => t("field", { code }),
        }),
      ),
  });
  if (creation.data)
    return (
      <Dialog onClose={onClose} title={t("keyMade")}>
        <div className="grid gap-4 p-5">
          {creation.data.secret !== null && (
            <CopyField hint={t("secretHint")} label={t("secret")} value={creation.data.secret} />
          )}
          <Button className="justify-self-end" onClick={onClose}>
            {t("close")}
          </Button>
        </div>
      </Dialog>
    );
  return (
    <Dialog onClose={onClose} title={t("newKey")}>
      <form
        className="grid gap-4 overflow-y-auto p-5"
        noValidate
        onSubmit={(event) => {
          setBare(scopes.size === 0);
          void form.handleSubmit((values) => scopes.size > 0 && creation.mutate(values))(event);
        }}
      >
        {rest !== null && <ProblemNote error={rest} />}
        <Field error={errors.name?.message} hint={t("keyNameHint")} label={t("keyName")}>
          {(attributes) => (
            <TextInput
              {...attributes}
              autoComplete="off"
              autoFocus
              {...form.register("name", { required: t("required") })}
            />
          )}
        </Field>
        <Field error={errors.expires_at?.message} hint={t("expiresHint")} label={t("expires")}>
          {(attributes) => (
            <TextInput {...attributes} type="date" {...form.register("expires_at")} />
          )}
        </Field>
        <ScopePicker chosen={scopes} isBare={isBare && scopes.size === 0} onChange={setScopes} />
        <footer className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button busy={creation.isPending} look="primary" type="submit">
            {t("makeKey")}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}

function ScopePicker({
  chosen,
  isBare,
  onChange,
}: {
  chosen: ReadonlySet<Scope>;
  /** Nothing was chosen, and something must be. */
  isBare: boolean;
  onChange: (scopes: ReadonlySet<Scope>) => void;
}) {
  const t = useTranslations("settings");
  const query = useQuery(scopesQuery);
  const offered = query.data?.data.map(({ scope }) => scope).filter(may) ?? [];
  const toggle = (scope: Scope) => {
    const next = new Set(chosen);
    if (!next.delete(scope)) next.add(scope);
    onChange(next);
  };
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 text-sm font-medium">{t("scopes")}</legend>
      <div className="flex flex-wrap gap-2">
        {Object.entries(PRESETS).map(([preset, wanted]) => {
          const given = wanted.filter(may);
          const isChosen =
            chosen.size === given.length && given.every((scope) => chosen.has(scope));
          return (
            <Button
              aria-pressed={isChosen}
              className={cx(isChosen && "border-accent bg-accent-soft")}
              key={preset}
              onClick={() => onChange(new Set(given))}
            >
              {t("preset", { preset })}
            </Button>
          );
        })}
      </div>
      {isBare && (
        <p className="text-xs text-bad" role="alert">
          {t("scopesNone")}
        </p>
      )}
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      <details>
        <summary className="cursor-pointer py-1 text-sm text-ink-2">
          {t("scopeCount", { count: chosen.size })}
        </summary>
        <ul className="mt-1 grid grid-cols-1 gap-x-4 sm:grid-cols-2">
          {offered.map((scope) => (
            <li key={scope}>
              <label className="flex min-h-9 items-center gap-2.5 text-sm">
                <input
                  checked={chosen.has(scope)}
                  className="size-4 accent-accent"
                  onChange={() => toggle(scope)}
                  type="checkbox"
                />
                <code className="text-xs">{scope}</code>
              </label>
            </li>
          ))}
        </ul>
      </details>
    </fieldset>
  );
}
