/** Whether a run may come to a step when WhatsApp takes templates alone. */
import type { Step } from "#core/automation/steps";
import { MESSAGE_TRIGGERS } from "#core/automation/triggers";
import { found, type Found, type Verified } from "#core/automation/verify-problem";
import { waitsForReply, waysOf } from "#core/automation/ways";

/** The window, in seconds, with a minute for what turns take. */
const WINDOW_SECONDS = 24 * 3600 - 60;
const FREE_FORM = new Set<Step["type"]>(["message", "buttons", "list", "question", "media"]);

/** Free-form steps that may find the window closed, and have no way for that. */
export function windowProblems(verified: Verified): readonly Found[] {
  const { steps } = verified.program;
  const ages = oldestAt(verified);
  return [...ages]
    .filter(([, age]) => age >= WINDOW_SECONDS)
    .flatMap(([name]) => {
      const step = steps[name];
      return step !== undefined &&
        FREE_FORM.has(step.type) &&
        !("on_refused" in step && step.on_refused !== undefined)
        ? [
            found(
              "free_text_outside_window",
              { step: name },
              "The person may have written more than 24 hours ago: send a template, or give `on_refused`.",
            ),
          ]
        : [];
    });
}

/** For each step that is reached: how long ago the person may have written last, in seconds, at most; capped. */
function oldestAt({ definition, program }: Verified): ReadonlyMap<string, number> {
  const ages = new Map<string, number>();
  const open: [string, number][] =
    program.start === null ? [] : [[program.start, firstAge(definition.trigger)]];
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    const [name, age] = item;
    const step = Object.hasOwn(program.steps, name) ? program.steps[name] : undefined;
    if (step === undefined || (ages.get(name) ?? -1) >= age) continue;
    ages.set(name, age);
    for (const { to, pointer } of waysOf(step))
      open.push([
        to,
        Math.min(ageAfter(step, pointer, age, program.settings.ttl_seconds), WINDOW_SECONDS),
      ]);
  }
  return ages;
}

function firstAge(trigger: Verified["definition"]["trigger"]): number {
  if (trigger.type === "no_reply_for" && trigger.of === "agent") return trigger.seconds;
  if (trigger.type === "event" && trigger.event === "message.received") return 0;
  return MESSAGE_TRIGGERS.some((type) => type === trigger.type) ? 0 : WINDOW_SECONDS;
}

function ageAfter(step: Step, pointer: string, age: number, ttlSeconds: number): number {
  if (step.type === "wait") return age + (step.seconds ?? 24 * 3600);
  if (!waitsForReply(step) || pointer === "/on_refused") return age;
  if (pointer !== "/on_timeout") return 0;
  return age + (("timeout_seconds" in step ? step.timeout_seconds : undefined) ?? ttlSeconds);
}
