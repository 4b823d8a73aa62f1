import { useTranslations } from "use-intl";

import { Icon } from "../../../ui/icon.tsx";
import { listOf, memberOf, wordOf } from "../../../ui/message-words.ts";
import { Written } from "../../../ui/written.tsx";

const within = (value: unknown, ...names: readonly string[]): string =>
  wordOf(names.reduce<unknown>(memberOf, value));

/** What the person chose of what we offered, or what we offered. */
export function InteractiveMessage({ content }: { content: unknown }) {
  const t = useTranslations("talk");
  const type = within(content, "type");
  if (type === "button_reply" || type === "list_reply")
    return (
      <>
        <p className="mb-0.5 flex items-center gap-1 text-xs text-ink-3">
          <Icon name="corner-up-left" size={12} />
          {t("chose")}
        </p>
        <Written text={within(content, type, "title")} />
        {within(content, type, "description") !== "" && (
          <p className="text-sm text-ink-2">
            <bdi>{within(content, type, "description")}</bdi>
          </p>
        )}
      </>
    );
  if (type === "nfm_reply") return <FlowAnswer content={content} />;
  const options = [
    ...listOf(memberOf(memberOf(content, "action"), "buttons")).map((one) =>
      within(one, "reply", "title"),
    ),
    ...listOf(memberOf(memberOf(content, "action"), "sections")).flatMap((section) =>
      listOf(memberOf(section, "rows")).map((row) => within(row, "title")),
    ),
  ].filter((option) => option !== "");
  return (
    <div className="grid gap-1">
      {within(content, "header", "text") !== "" && (
        <p className="font-semibold">
          <bdi>{within(content, "header", "text")}</bdi>
        </p>
      )}
      <Written text={within(content, "body", "text")} />
      {within(content, "footer", "text") !== "" && (
        <p className="text-xs text-ink-3">
          <bdi>{within(content, "footer", "text")}</bdi>
        </p>
      )}
      {options.length > 0 && (
        <ul className="-mx-3.5 mt-1.5 divide-y divide-line border-t border-line">
          {options.map((option) => (
            <li className="px-3 py-2 text-center text-sm font-medium text-info" key={option}>
              <bdi>{option}</bdi>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** A form that the person filled in: its answers by name, as text. */
function FlowAnswer({ content }: { content: unknown }) {
  const t = useTranslations("talk");
  const answers = answersIn(within(content, "nfm_reply", "response_json"));
  return (
    <div className="grid min-w-52 gap-1.5">
      <p className="flex items-center gap-1 text-xs text-ink-3">
        <Icon name="list" size={12} />
        {t("filledForm")}
      </p>
      {answers.length === 0 ? (
        <Written text={within(content, "nfm_reply", "body")} />
      ) : (
        <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 text-sm">
          {answers.map(([name, value]) => (
            <div className="contents" key={name}>
              <dt className="text-ink-3">
                <bdi>{name.replaceAll("_", " ")}</bdi>
              </dt>
              <dd className="min-w-0 break-words">
                <bdi>{value}</bdi>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}

function answersIn(json: string): [name: string, value: string][] {
  try {
    const parsed: unknown = JSON.parse(json);
    if (typeof parsed !== "object" || parsed === null) return [];
    return Object.entries(parsed)
      .filter(([name]) => name !== "flow_token")
      .map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)]);
  } catch {
    return [];
  }
}
