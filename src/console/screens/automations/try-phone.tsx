import { useEffect, useRef, useState, type SubmitEvent } from "react";
import { useTranslations } from "use-intl";

import type { Definition, Transcript } from "../../api/automations.ts";
import { workspaceName } from "../../api/session.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { cx } from "../../ui/cx.ts";
import { INPUT } from "../../ui/field.tsx";
import { Icon } from "../../ui/icon.tsx";
import { PhoneFrame } from "../../ui/phone.tsx";
import { Written } from "../../ui/written.tsx";
import { choicesNow, heardAs, SILENT } from "./played.ts";
import { namedSteps } from "./steps.ts";
import type { Play } from "./use-play.ts";

const PASSES = [
  ["minutes", 15 * 60],
  ["hour", 3_600],
  ["day", 86_400],
] as const;

/** The conversation as the person sees it: they write, press what can be pressed, or let time pass. */
export function TryPhone({ definition, play }: { definition: Definition; play: Play }) {
  const t = useTranslations("try");
  const [text, setText] = useState("");
  const end = useRef<HTMLDivElement>(null);
  const { played, isBusy, act } = play;
  const lines = played?.transcript ?? [];
  useEffect(() => {
    end.current?.scrollIntoView({ block: "nearest" });
  }, [lines.length]);
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    if (text.trim() === "" || isBusy) return;
    act({ text: text.trim() });
    setText("");
  };
  const isSilent = SILENT.has(definition.trigger.type);
  return (
    <div className="grid content-start gap-3">
      <PhoneFrame sender={workspaceName()}>
        <div
          aria-label={t("talk")}
          className="grid h-80 content-start gap-2 overflow-y-auto px-3 py-4"
          role="log"
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
          tabIndex={0}
        >
          {lines.length === 0 && (
            <p className="text-center text-sm text-ink-2">
              {t(isSilent ? "beginSilent" : "begin")}
            </p>
          )}
          {lines.map((line, index) => (
            <Line definition={definition} key={index} line={line} />
          ))}
          {played && (
            <div className="flex flex-wrap gap-1.5">
              {choicesNow(played, namedSteps(definition)).map(({ id, title }) => (
                <Button key={id} onClick={() => act({ press: id })}>
                  {title || id}
                </Button>
              ))}
            </div>
          )}
          <div ref={end} />
        </div>
        <form className="flex gap-1.5 border-t border-line bg-surface p-2" onSubmit={send}>
          <input
            aria-label={t("write")}
            autoComplete="off"
            className={`${INPUT} h-10`}
            onChange={(event) => setText(event.target.value)}
            placeholder={t("write")}
            value={text}
          />
          <button
            aria-disabled={isBusy || undefined}
            aria-label={t("send")}
            className="inline-grid size-10 shrink-0 place-items-center rounded-lg bg-accent text-on-accent"
            title={t("send")}
            type="submit"
          >
            <Icon name="send" />
          </button>
        </form>
      </PhoneFrame>
      <div className="flex flex-wrap justify-center gap-1.5">
        {isSilent && lines.length === 0 && (
          <Button busy={isBusy} icon="play" look="primary" onClick={() => act({})}>
            {t("start")}
          </Button>
        )}
        {PASSES.map(([name, seconds]) => (
          <Button
            busy={isBusy}
            icon="hourglass"
            key={name}
            look="quiet"
            onClick={() => act({ after_seconds: seconds })}
          >
            {t("pass", { name })}
          </Button>
        ))}
        <IconButton icon="rotate-ccw" label={t("again")} onClick={play.restart} />
      </div>
    </div>
  );
}

function Line({
  line: { from, text },
  definition,
}: {
  line: Transcript["transcript"][number];
  definition: Definition;
}) {
  const t = useTranslations("try");
  const isPerson = from === "customer";
  return (
    <div
      className={cx(
        "w-fit max-w-[85%] rounded-2xl px-3 py-2 text-[0.9375rem] leading-snug",
        isPerson
          ? "justify-self-end rounded-tr-md bg-bubble"
          : "rounded-tl-md border border-line bg-surface",
      )}
    >
      <span className="sr-only">{t(isPerson ? "them" : "us")}: </span>
      <Written text={isPerson ? heardAs(text, namedSteps(definition)) : text} />
    </div>
  );
}
