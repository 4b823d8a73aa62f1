/** What steps name beyond their automation, and the variables that they read. */
import { byType, type ByType } from "#core/automation/by-type";
import { isGivenName, namesIn } from "#core/automation/render";
import type { Step } from "#core/automation/steps";
import { found, type Found, type Verified } from "#core/automation/verify-problem";

export function referenceProblems(verified: Verified): readonly Found[] {
  const kept = keptVariables(verified);
  return Object.entries(verified.program.steps).flatMap(([name, step]) => [
    ...missingVariables(name, step, kept),
    ...strangers(name, step, verified),
  ]);
}

/** Every variable that something fills. */
function keptVariables({ definition, program }: Verified): ReadonlySet<string> {
  const { trigger } = definition;
  const ofSteps = Object.values(program.steps).flatMap((step) => {
    if (step.type === "http") return Object.keys(step.save);
    const to = "save_to" in step ? step.save_to?.variable : undefined;
    return to === undefined ? [] : [to];
  });
  return new Set([...(trigger.type === "hook" ? trigger.variables : []), ...ofSteps]);
}

const missingVariables = (name: string, step: Step, kept: ReadonlySet<string>): readonly Found[] =>
  textsOf(step).flatMap(([pointer, text]) =>
    [...new Set(namesIn(text))]
      .filter((variable) => !isGivenName(variable) && !kept.has(variable))
      .map((variable) =>
        found(
          "missing_variable",
          { step: name, pointer },
          `Nothing fills {{${variable}}}: fill it, or write {{${variable}|instead}}.`,
        ),
      ),
  );

/** Every text of a step in which variables are filled, with its place. */
function textsOf(step: Step): readonly (readonly [string, string])[] {
  const members = ["text", "retry_text", "value", "caption", "url", "body"] as const;
  const own = members.flatMap((member): [string, string][] => {
    const text: unknown = member in step ? step[member as keyof Step] : undefined;
    return typeof text === "string" ? [[`/${member}`, text]] : [];
  });
  if (step.type !== "template") return own;
  return [
    ...own,
    ...Object.entries(step.variables).map(([key, text]): [string, string] => [
      `/variables/${key}`,
      text,
    ]),
  ];
}

type At = { readonly name: string; readonly around: Verified["around"] };

const STRANGERS: ByType<Step, At, readonly Found[]> = {
  template: ({ template_id: id }, { name, around }) =>
    around.templates.has(id)
      ? []
      : [
          found(
            "unknown_template",
            { step: name, pointer: "/template_id" },
            "No approved template has this id.",
          ),
        ],
  media: ({ media_id: id }, { name, around }) =>
    around.media.has(id)
      ? []
      : [
          found(
            "unknown_media",
            { step: name, pointer: "/media_id" },
            "No stored medium has this id.",
          ),
        ],
  assign: ({ members }, { name, around }) =>
    members.flatMap((id, i) =>
      around.members.has(id)
        ? []
        : [
            found(
              "unknown_member",
              { step: name, pointer: `/members/${i}` },
              "Nobody of this workspace has this id.",
            ),
          ],
    ),
  start_flow: ({ automation_id: id }, { name, around }) => startProblems(name, id, around),
  http: ({ url }, { name, around }) => urlProblems(name, url, around),
};

const strangers = (name: string, step: Step, { around }: Verified): readonly Found[] =>
  byType(STRANGERS, step, { name, around }) ?? [];

function startProblems(name: string, id: string, around: Verified["around"]): readonly Found[] {
  const at = { step: name, pointer: "/automation_id" };
  if (id === around.automationId)
    return [found("starts_itself", at, "An automation does not start itself.")];
  return around.automations.has(id)
    ? []
    : [found("unknown_automation", at, "No published automation has this id.")];
}

/** Variables may stand in the path and the query, where they cannot lead to another host. */
function urlProblems(name: string, url: string, around: Verified["around"]): readonly Found[] {
  const at = { step: name, pointer: "/url" };
  const host = /^[a-z]+:\/\/[^/?#]*/i.exec(url)?.[0] ?? url;
  if (host.includes("{{"))
    return [
      found("url_not_allowed", at, "Variables stand in the path or the query, not in the host."),
    ];
  const fault = around.urlFault(url.replace(/\{\{[^{}]*\}\}/g, "x"));
  return fault === null ? [] : [found("url_not_allowed", at, fault)];
}
