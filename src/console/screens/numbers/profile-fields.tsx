import type { UseFormReturn } from "react-hook-form";
import { useTranslations } from "use-intl";

import type { Profile } from "../../api/number-care.ts";
import { Field, INPUT, TextInput } from "../../ui/field.tsx";
import { VERTICALS, type ProfileValues } from "./profile-values.ts";

interface Part {
  readonly form: UseFormReturn<ProfileValues>;
  /** It may be looked at only. */
  readonly isFixed: boolean;
}

/** The fields of a business profile. */
export function ProfileFields({ profile, ...part }: Part & { readonly profile: Profile }) {
  return (
    <>
      <AboutFields profile={profile} {...part} />
      <ReachFields {...part} />
    </>
  );
}

function AboutFields({ form, isFixed, profile }: Part & { readonly profile: Profile }) {
  const t = useTranslations("care");
  const { errors } = form.formState;
  return (
    <>
      <Field error={errors.about?.message} hint={t("aboutHint")} label={t("about")}>
        {(attributes) => (
          <TextInput
            {...attributes}
            maxLength={139}
            readOnly={isFixed}
            {...form.register("about", {
              validate: (text) =>
                text.trim() !== "" || profile.about === null || t("field", { code: "blank" }),
            })}
          />
        )}
      </Field>
      <Field error={errors.description?.message} label={t("description")}>
        {(attributes) => (
          <textarea
            {...attributes}
            className={`${INPUT} min-h-24 py-2`}
            maxLength={512}
            readOnly={isFixed}
            {...form.register("description")}
          />
        )}
      </Field>
      <Field error={errors.vertical?.message} label={t("vertical")}>
        {(attributes) => (
          <select
            {...attributes}
            className={`${INPUT} h-11 md:h-10`}
            disabled={isFixed}
            {...form.register("vertical")}
          >
            {profile.vertical === null && <option value="">{t("verticalNone")}</option>}
            {VERTICALS.map((vertical) => (
              <option key={vertical} value={vertical}>
                {t("verticalName", { vertical })}
              </option>
            ))}
          </select>
        )}
      </Field>
    </>
  );
}

function ReachFields({ form, isFixed }: Part) {
  const t = useTranslations("care");
  const { errors } = form.formState;
  return (
    <>
      <Field error={errors.address?.message} label={t("address")}>
        {(attributes) => (
          <TextInput
            {...attributes}
            autoComplete="street-address"
            maxLength={256}
            readOnly={isFixed}
            {...form.register("address")}
          />
        )}
      </Field>
      <Field error={errors.email?.message} label={t("email")}>
        {(attributes) => (
          <TextInput
            {...attributes}
            autoComplete="email"
            inputMode="email"
            maxLength={128}
            readOnly={isFixed}
            {...form.register("email")}
          />
        )}
      </Field>
      {(["websites.0", "websites.1"] as const).map((name, at) => (
        <Field
          error={errors.websites?.[at]?.message}
          hint={at === 0 ? t("websiteHint") : undefined}
          key={name}
          label={t("website", { number: at + 1 })}
        >
          {(attributes) => (
            <TextInput
              {...attributes}
              inputMode="url"
              maxLength={256}
              readOnly={isFixed}
              {...form.register(name)}
            />
          )}
        </Field>
      ))}
    </>
  );
}
