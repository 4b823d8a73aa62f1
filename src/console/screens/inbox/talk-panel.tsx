import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "use-intl";

import {
  giveBackToBot,
  PRIORITIES,
  takeOver,
  type Conversation,
  type Priority,
} from "../../api/conversations.ts";
import { may } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { Field, INPUT } from "../../ui/field.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Assign } from "./assign.tsx";
import { TalkTags } from "./talk-tags.tsx";
import { useChange, useKept } from "./use-change.ts";

/** What the team has made of the talk: who deals with it, who answers, how urgent it is, and its tags. */
export function TalkPanel({ conversation }: { conversation: Conversation }) {
  const t = useTranslations("desk");
  const change = useChange(conversation.id);
  return (
    <section aria-label={t("talk")} className="grid gap-4 border-b border-line p-5 text-sm">
      <Field label={t("assignee")}>
        {({ id }) => <Assign conversation={conversation} id={id} />}
      </Field>
      <Answers conversation={conversation} />
      <Field label={t("priority")}>
        {({ id }) => (
          <select
            className={`${INPUT} h-10 md:h-9`}
            disabled={!may("inbox:write")}
            id={id}
            onChange={({ target: { value } }) =>
              // Safe: the values of the options are the priorities.
              change.mutate({ priority: value as Priority })
            }
            value={(change.isPending && change.variables.priority) || conversation.priority}
          >
            {PRIORITIES.map((one) => (
              <option key={one} value={one}>
                {t("priorityIs", { priority: one })}
              </option>
            ))}
          </select>
        )}
      </Field>
      <TalkTags conversation={conversation} />
      {change.isError && <ProblemNote error={change.error} />}
    </section>
  );
}

/** Whether automations may answer, or people alone do; one press changes it. */
function Answers({ conversation: { id, bot_active: isBot } }: { conversation: Conversation }) {
  const t = useTranslations("desk");
  const acting = useMutation({
    mutationFn: () => (isBot ? takeOver(id) : giveBackToBot(id)),
    ...useKept(id),
  });
  return (
    <div className="grid gap-2">
      <h2 className="text-sm font-medium">{t("answers")}</h2>
      <p className="flex items-start gap-2 text-ink-2">
        <Icon className="mt-0.5 shrink-0" name={isBot ? "bot" : "user-round"} />
        {t(isBot ? "botText" : "peopleText")}
      </p>
      {may("inbox:write") && (
        <Button busy={acting.isPending} onClick={() => acting.mutate()}>
          {t(isBot ? "takeOver" : "giveBack")}
        </Button>
      )}
      {acting.isError && <ProblemNote error={acting.error} />}
    </div>
  );
}
