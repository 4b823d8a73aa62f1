import type { ComponentProps } from "react";

import { ProblemNote, Skeleton } from "./feedback.tsx";

/** What is chosen from, as a query has it. */
interface Source {
  readonly isPending: boolean;
  readonly error: unknown;
  readonly refetch: () => unknown;
}

/** A box for each of what can be chosen; several may be. */
export function CheckList({
  label,
  options,
  source,
  fault,
  box,
  at,
}: {
  label: string;
  options: readonly (readonly [value: string, words: string])[];
  /** Where the options come from: while they do, or when they cannot, that is said. */
  source: Source;
  fault: string | undefined;
  /** The input of an option. */
  box: (value: string) => Omit<ComponentProps<"input">, "children">;
  /** JSON pointer of the field's place, where there is one. */
  at?: string;
}) {
  return (
    <fieldset className="grid gap-1" data-at={at}>
      <legend className="mb-1 text-sm font-medium">{label}</legend>
      {fault !== undefined && (
        <p className="text-xs text-bad" role="alert">
          {fault}
        </p>
      )}
      {source.isPending && <Skeleton lines={1} />}
      {source.error !== null && (
        <ProblemNote error={source.error} onRetry={() => void source.refetch()} />
      )}
      {options.map(([value, words]) => (
        <label className="flex min-h-9 items-center gap-2.5 text-sm" key={value}>
          <input {...box(value)} className="size-4 accent-accent" type="checkbox" value={value} />
          <bdi>{words}</bdi>
        </label>
      ))}
    </fieldset>
  );
}
