import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";

import { importPart, PART, type Outcome } from "../../api/import.ts";
import type { Checked } from "./check-rows.ts";

/** What became of a row; `of` is the line that has its number already. */
export type RowOutcome = Outcome & { readonly of?: number };

export interface ImportRun {
  readonly status: "idle" | "running" | "stopped" | "done";
  readonly done: number;
  /** What became of each row, in their order; what is still to come is not there. */
  readonly outcomes: ReadonlyMap<Checked, RowOutcome>;
  readonly problem: unknown;
  readonly start: (rows: readonly Checked[], mayUpdate: boolean) => void;
  /** Go on where a part could not be brought. */
  readonly goOn: () => void;
}

interface Part {
  readonly rows: readonly Checked[];
  readonly key: string;
}

/** Brings a list to the API part by part. A part that fails for a moment's reason stops it, and nothing is lost or done twice. */
export function useImportRun(): ImportRun {
  const queries = useQueryClient();
  const [state, setState] = useState<Pick<ImportRun, "status" | "outcomes" | "problem">>({
    status: "idle",
    outcomes: new Map(),
    problem: null,
  });
  const plan = useRef({ parts: [] as Part[], next: 0, mayUpdate: true });

  const run = async () => {
    setState((before) => ({ ...before, status: "running", problem: null }));
    const { parts, mayUpdate } = plan.current;
    try {
      for (; plan.current.next < parts.length; plan.current.next += 1) {
        const part = parts[plan.current.next];
        if (part === undefined) break;
        const items = part.rows.flatMap(({ item }) => item ?? []);
        const outcomes = await importPart(items, { key: part.key, mayUpdate });
        const entries = part.rows.flatMap((row, index) => {
          const outcome = outcomes[index];
          return outcome === undefined ? [] : [[row, outcome] as const];
        });
        setState((before) => ({ ...before, outcomes: new Map([...before.outcomes, ...entries]) }));
      }
      setState((before) => ({ ...before, status: "done" }));
    } catch (problem) {
      setState((before) => ({ ...before, status: "stopped", problem }));
    }
    await queries.invalidateQueries({ queryKey: ["contacts"] });
  };

  return {
    ...state,
    done: state.outcomes.size,
    start: (rows, mayUpdate) => {
      plan.current = { parts: partsOf(rows), next: 0, mayUpdate };
      setState({ status: "running", outcomes: new Map(refusedOf(rows)), problem: null });
      void run();
    },
    goOn: () => void run(),
  };
}

function partsOf(rows: readonly Checked[]): Part[] {
  const good = rows.filter(({ item }) => item !== null);
  return Array.from({ length: Math.ceil(good.length / PART) }, (_, part) => ({
    rows: good.slice(part * PART, (part + 1) * PART),
    key: crypto.randomUUID(),
  }));
}

/** Rows that are not sent count as refused from the start. */
const refusedOf = (rows: readonly Checked[]): [Checked, RowOutcome][] =>
  rows.flatMap((row) => {
    if (row.fault === null) return [];
    const { fault: code, of } = row;
    return [[row, { status: "failed", code, ...(of !== undefined && { of }) }]];
  });
