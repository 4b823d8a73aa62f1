import { cx } from "./cx.ts";
import { Icon } from "./icon.tsx";

/** Where one is on a way of several steps; those that are done can be gone back to, and those that are `reached` gone on to. */
export function Stepper({
  steps,
  current,
  label,
  reached = current,
  onGo,
}: {
  steps: readonly string[];
  current: number;
  label: string;
  /** The last step that may be gone to, counted from 0 as `current` is. */
  reached?: number;
  /** Absent when there is no way back. */
  onGo?: ((step: number) => void) | undefined;
}) {
  return (
    <nav aria-label={label} className="mb-5">
      <ol className="flex items-center gap-1.5 text-sm sm:gap-2">
        {steps.map((name, step) => {
          const isDone = step < current;
          const mark = (
            <>
              <span
                aria-hidden="true"
                className={cx(
                  "tabular grid size-7 shrink-0 place-items-center rounded-full text-xs font-semibold",
                  step === current
                    ? "bg-accent text-on-accent"
                    : isDone
                      ? "bg-accent-soft text-accent-strong"
                      : "bg-line/70 text-ink-2",
                )}
              >
                {isDone ? <Icon name="check" size={14} /> : step + 1}
              </span>
              <span className={cx(step === current ? "font-medium" : "text-ink-2 max-sm:sr-only")}>
                {name}
              </span>
            </>
          );
          return (
            <li
              aria-current={step === current ? "step" : undefined}
              className="flex items-center gap-1.5 sm:gap-2"
              key={name}
            >
              {step > 0 && <span aria-hidden="true" className="h-px w-3 bg-line-strong sm:w-6" />}
              {step !== current && step <= reached && onGo ? (
                <button
                  className="flex min-h-9 items-center gap-2 rounded-lg hover:underline"
                  onClick={() => onGo(step)}
                  type="button"
                >
                  {mark}
                </button>
              ) : (
                <span className="flex min-h-9 items-center gap-2">{mark}</span>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
