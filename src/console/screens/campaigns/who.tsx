import { useTranslations } from "use-intl";

import { may } from "../../api/session.ts";
import { Card } from "../../ui/card.tsx";
import { Choice } from "../../ui/choice.tsx";
import { Field, INPUT, TextInput } from "../../ui/field.tsx";
import { ImportPicker } from "../../ui/import-picker.tsx";
import { SegmentPicker } from "../../ui/segment-picker.tsx";
import { AudienceCard } from "./audience-card.tsx";
import { audienceOf, type Who as Audience } from "./audience.ts";
import { ContactPicker } from "./contact-picker.tsx";
import type { StepProps } from "./step-props.ts";
import { TagInput } from "./tag-input.tsx";

/** Step 1: from which number, to whom. */
export function Who(props: StepProps) {
  const { plan, change, numbers, templates, isTried } = props;
  const t = useTranslations("wizard");
  const { who } = plan;
  const moveTo = (numberId: string) => {
    const account = numbers.find(({ id }) => id === numberId)?.waba_id;
    const fits = templates.some(
      ({ id, waba_id: owner }) => id === plan.templateId && owner === account,
    );
    // A template belongs to an account: one of another account has to be chosen again.
    change({ numberId, ...(!fits && { templateId: "", variables: {} }) });
  };
  const isNobody = isTried && audienceOf(who) === null;
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <Card title={t("who")}>
        <div className="grid gap-4">
          <div className="grid items-start gap-4 sm:grid-cols-2">
            <Field
              error={isTried && plan.name.trim() === "" ? t("nameMissing") : undefined}
              hint={t("nameHint")}
              label={t("name")}
            >
              {(attributes) => (
                <TextInput
                  {...attributes}
                  maxLength={200}
                  onChange={(event) => change({ name: event.target.value })}
                  value={plan.name}
                />
              )}
            </Field>
            <Field label={t("number")}>
              {(attributes) => (
                <select
                  {...attributes}
                  className={`${INPUT} h-11 md:h-10`}
                  onChange={(event) => moveTo(event.target.value)}
                  value={plan.numberId}
                >
                  {numbers.map(({ id, name, display_phone_number: phone, status }) => (
                    <option disabled={status !== "connected"} key={id} value={id}>
                      {name} {phone} {status !== "connected" && t("numberOff")}
                    </option>
                  ))}
                </select>
              )}
            </Field>
          </div>
          <Whom change={change} isNobody={isNobody} who={who} />
        </div>
      </Card>
      <AudienceCard {...props} />
    </div>
  );
}

/** The ways to say whom: everybody, tags, a list, a segment, an import, or a filter that was made elsewhere. */
function Whom({
  who,
  change,
  isNobody,
}: {
  who: Audience;
  change: StepProps["change"];
  /** Whether somebody tried to go on without having chosen anybody. */
  isNobody: boolean;
}) {
  const t = useTranslations("wizard");
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 text-sm font-medium">{t("whom")}</legend>
      <Choice
        checked={who.kind === "all"}
        name="who"
        onChange={() => change({ who: { kind: "all", agreed: false } })}
        text={t("allText")}
        title={t("everybody")}
      >
        {who.kind === "all" && <Agreed who={who} onChange={(next) => change({ who: next })} />}
      </Choice>
      <Choice
        checked={who.kind === "tags"}
        name="who"
        onChange={() => change({ who: { kind: "tags", tags: [], match: "or", agreed: false } })}
        text={t("tagsText")}
        title={t("tags")}
      >
        {who.kind === "tags" && (
          <>
            <TagInput
              error={isNobody ? t("tagsMissing") : undefined}
              onChange={(part) => change({ who: { ...who, ...part } })}
              who={who}
            />
            <Agreed who={who} onChange={(next) => change({ who: next })} />
          </>
        )}
      </Choice>
      <Choice
        checked={who.kind === "list"}
        name="who"
        onChange={() => change({ who: { kind: "list", contacts: [], count: 0 } })}
        text={t("listText")}
        title={t("list")}
      >
        {who.kind === "list" && (
          <ContactPicker
            error={isNobody && who.contacts !== null ? t("listMissing") : undefined}
            onChange={(contacts) =>
              change({ who: { kind: "list", contacts, count: contacts.length } })
            }
            who={who}
          />
        )}
      </Choice>
      {may("contacts:read") && (
        <Choice
          checked={who.kind === "segment"}
          name="who"
          onChange={() => change({ who: { kind: "segment", id: "" } })}
          text={t("segmentText")}
          title={t("segment")}
        >
          {who.kind === "segment" && (
            <SegmentPicker
              error={isNobody ? t("segmentMissing") : undefined}
              onChange={(id) => change({ who: { kind: "segment", id } })}
              value={who.id}
            />
          )}
        </Choice>
      )}
      {may("contacts:read") && (
        <Choice
          checked={who.kind === "import"}
          name="who"
          onChange={() => change({ who: { kind: "import", id: "" } })}
          text={t("importText")}
          title={t("import")}
        >
          {who.kind === "import" && (
            <ImportPicker
              error={isNobody ? t("importMissing") : undefined}
              onChange={(id) => change({ who: { kind: "import", id } })}
              value={who.id}
            />
          )}
        </Choice>
      )}
      {who.kind === "filter" && (
        <Choice
          checked
          name="who"
          onChange={() => undefined}
          text={t("filterText")}
          title={t("filter")}
        >
          <pre className="overflow-x-auto rounded-lg bg-sunken p-3 text-xs">
            {JSON.stringify(who.filter, null, 2)}
          </pre>
        </Choice>
      )}
    </fieldset>
  );
}

/** Narrows the chosen people to those who agreed to marketing. */
function Agreed({ who, onChange }: { who: Audience; onChange: (who: Audience) => void }) {
  const t = useTranslations("wizard");
  if (who.kind !== "all" && who.kind !== "tags") return null;
  return (
    <label className="mt-2 flex items-start gap-2.5 text-sm">
      <input
        checked={who.agreed}
        className="mt-0.5 size-4 shrink-0 accent-accent"
        onChange={(event) => onChange({ ...who, agreed: event.target.checked })}
        type="checkbox"
      />
      {t("agreedOnly")}
    </label>
  );
}
