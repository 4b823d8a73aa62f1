import { Link, useNavigate } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { useTranslations } from "use-intl";

import { may } from "../../api/session.ts";
import { isInReview, type Template } from "../../api/templates.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { cx } from "../../ui/cx.ts";
import { ProblemNote } from "../../ui/feedback.tsx";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { Page } from "../../ui/page.tsx";
import { LongTime } from "../../ui/time.tsx";
import { useLanguageName } from "../../ui/use-language-name.ts";
import { DeleteTemplate } from "./delete-template.tsx";
import { numbersIn, partsOf } from "./parts.ts";
import { TemplatePreview } from "./template-preview.tsx";
import { TemplateStanding, TemplateStatus } from "./template-status.tsx";
import { useDuplicate } from "./use-duplicate.ts";

/** A template that went to Meta: it cannot be changed any more, only looked at, copied and deleted. */
export function ReadTemplate({ template }: { template: Template }) {
  const t = useTranslations("templates");
  const navigate = useNavigate();
  const [isDeleting, setDeleting] = useState(false);
  const { mayDuplicate, duplication } = useDuplicate(template);
  const copy = mayDuplicate && (
    <Button busy={duplication.isPending} icon="copy" onClick={() => duplication.mutate()}>
      {t(template.status === "rejected" ? "mend" : "duplicate")}
    </Button>
  );
  return (
    <Page
      act={
        may("templates:write") && (
          <span className="flex gap-2">
            {copy}
            <Button icon="trash" look="danger" onClick={() => setDeleting(true)}>
              <span className="max-sm:sr-only">{t("delete")}</span>
            </Button>
          </span>
        )
      }
      back={{ to: "/templates", label: t("all") }}
      lead={
        <span className="flex flex-wrap items-center gap-2">
          <TemplateStatus status={template.status} />
          <TemplateStanding marks={template.marks} quality={template.quality} />
          <LongTime at={template.created_at} />
        </span>
      }
      title={<span className="break-all">{template.name}</span>}
    >
      <div className="grid gap-4">
        {duplication.isError && <ProblemNote error={duplication.error} />}
        <Review template={template} />
        <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
          <Contents template={template} />
          <TemplatePreview parts={partsOf(template, "")} />
        </div>
      </div>
      {isDeleting && (
        <DeleteTemplate
          onClose={() => setDeleting(false)}
          onDeleted={() => void navigate({ to: "/templates" })}
          template={template}
        />
      )}
    </Page>
  );
}

const NOTES: Record<string, { look: string; icon: IconName }> = {
  approved: { look: "bg-good-soft text-good", icon: "check" },
  rejected: { look: "bg-bad-soft text-bad", icon: "ban" },
  disabled: { look: "bg-bad-soft text-bad", icon: "ban" },
  paused: { look: "bg-warn-soft text-warn", icon: "pause" },
};

/** Where the review stands, told as it changes, and what to do next. */
function Review({ template }: { template: Template }) {
  const t = useTranslations("templates");
  const { status, rejected_reason: reason, paused_until: until, id, name } = template;
  const { look, icon } = NOTES[status] ?? { look: "bg-info-soft text-info", icon: "hourglass" };
  const text = t("statusText", { status });
  return (
    <div
      className={cx("flex items-start gap-3 rounded-xl p-4 text-sm", text !== "" && look)}
      role="status"
    >
      {text !== "" && <Icon className="mt-0.5 shrink-0" name={icon} size={18} />}
      <div className="grid grow gap-1">
        {reason && <p className="font-semibold">{t("rejected", { reason })}</p>}
        <p>{text}</p>
        {until && (
          <p>
            {t("pausedUntil")} <LongTime at={until} />
          </p>
        )}
        {isInReview(template) && <span className="sr-only">{name}</span>}
      </div>
      {status === "approved" && may("campaigns:write") && (
        <Link
          className="shrink-0 font-semibold underline"
          search={{ template: id }}
          to="/campaigns/new"
        >
          {t("use")}
        </Link>
      )}
    </div>
  );
}

function Contents({ template }: { template: Template }) {
  const t = useTranslations("templates");
  const categories = useTranslations("template");
  const languageName = useLanguageName();
  const { header, body, samples, footer, buttons } = partsOf(template, "");
  const lines: [label: string, text: ReactNode][] = [
    [t("language"), languageName(template.language)],
    [t("category"), categories("category", { category: template.category })],
    ...(header === "" ? [] : [[t("header"), header] as [string, ReactNode]]),
    [t("body"), body],
    ...numbersIn(body).map((variable): [string, ReactNode] => [
      t("sampleFor", { name: `{{${variable}}}` }),
      samples[`v${variable}`] ?? "",
    ]),
    ...(footer === "" ? [] : [[t("footer"), footer] as [string, ReactNode]]),
    ...(buttons.length === 0
      ? []
      : [
          [
            t("buttons"),
            buttons
              .map(({ text, optOut }) => (optOut ? t("optOutButtonOf", { text }) : text))
              .join(" · "),
          ] as [string, ReactNode],
        ]),
  ];
  return (
    <Card
      aside={
        may("templates:write") && (
          <Link
            className="inline-flex items-center gap-1.5 text-sm font-medium text-accent hover:underline"
            search={{ from: template.id }}
            to="/templates/new"
          >
            <Icon name="languages" />
            {t("addLanguage")}
          </Link>
        )
      }
      title={t("contents")}
    >
      <dl className="grid gap-x-6 text-sm sm:grid-cols-[9rem_1fr]">
        {lines.map(([label, text]) => (
          <div className="contents" key={label}>
            <dt className="pt-2 text-ink-3 sm:border-t sm:border-line sm:py-2">{label}</dt>
            <dd className="written border-line pb-2 max-sm:border-b sm:border-t sm:py-2">{text}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
