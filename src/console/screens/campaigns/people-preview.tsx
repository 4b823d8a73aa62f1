import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { peopleQuery, type Audience } from "../../api/campaign-drafts.ts";
import { segmentsQuery } from "../../api/segments.ts";
import { workspaceName } from "../../api/session.ts";
import { fill, textOf } from "../../api/template-text.ts";
import type { Template } from "../../api/templates.ts";
import { Card } from "../../ui/card.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Phone } from "../../ui/phone.tsx";
import { TemplateBody } from "../../ui/template-body.tsx";
import { agreedOf, audienceOf } from "./audience.ts";
import type { Plan } from "./plan.ts";
import { slotsOf, valueFor } from "./variables.ts";

/**
 * The people that are meant; a segment by its filter, so that those who agreed can be told from the others. Those of an import no
 * filter finds: then nobody is shown.
 */
function useAudience({ who }: Plan): Audience | null {
  const isSegment = who.kind === "segment";
  const segments = useQuery({ ...segmentsQuery, enabled: isSegment });
  if (who.kind === "import") return null;
  if (!isSegment) return audienceOf(who);
  const segment = segments.data?.data.find(({ id }) => id === who.id);
  return segment === undefined ? null : { filter: segment.filter };
}

/** The message as three real people of the audience would read it. */
export function PeoplePreview({ plan, template }: { plan: Plan; template: Template }) {
  const t = useTranslations("wizard");
  const meant = useAudience(plan);
  // Those who would get it: marketing goes to people who agreed.
  const audience = meant && template.category === "MARKETING" ? agreedOf(meant) : meant;
  const query = useQuery({ ...peopleQuery(audience ?? {}), enabled: audience !== null });
  const people = audience === null ? [] : (query.data ?? []);
  const [at, setAt] = useState(0);
  const person = people[at] ?? people[0];
  const slots = slotsOf(template);
  const valuesOf = (part: "header" | "body"): Record<string, string> =>
    Object.fromEntries(
      slots
        .filter((slot) => slot.part === part)
        .map(({ key, variable, sample }) => [
          variable,
          (person ? valueFor(plan.variables[key], person) : sample) ?? "",
        ]),
    );
  const lacking =
    person && slots.filter(({ key }) => valueFor(plan.variables[key], person) === null);
  const text = textOf(template.components);
  return (
    <Card title={t("preview")}>
      {people.length > 0 && (
        <div aria-label={t("previewWho")} className="mb-3 flex flex-wrap gap-1" role="group">
          {people.map(({ id, name, phone }, index) => (
            <button
              aria-pressed={people[index] === person}
              className="h-9 min-w-9 max-w-40 truncate rounded-full px-3 text-sm font-medium text-ink-2 hover:bg-sunken aria-pressed:bg-accent-soft aria-pressed:text-accent-strong md:h-8"
              key={id}
              onClick={() => setAt(index)}
              type="button"
            >
              <bdi>{name ?? phone ?? "–"}</bdi>
            </button>
          ))}
        </div>
      )}
      <Phone sender={workspaceName()}>
        <TemplateBody
          text={{
            ...text,
            header: text.header && fill(text.header, valuesOf("header")),
            body: fill(text.body, valuesOf("body")),
          }}
        />
      </Phone>
      {lacking && lacking.length > 0 && (
        <p className="mt-3 flex items-start gap-2 text-sm text-warn">
          <Icon className="mt-0.5 shrink-0" name="triangle-alert" />
          {t("lacking", { names: lacking.map(({ variable }) => `{{${variable}}}`).join(", ") })}
        </p>
      )}
      {people.length === 0 && <p className="mt-3 text-xs text-ink-3">{t("previewSample")}</p>}
    </Card>
  );
}
