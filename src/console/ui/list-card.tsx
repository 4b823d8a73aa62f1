import type { ReactNode } from "react";

import { Card } from "./card.tsx";
import { EmptyState, ProblemNote, Skeleton } from "./feedback.tsx";
import type { IconName } from "./icon.tsx";

/** What a list knows of its loading: TanStack Query's own words. */
interface Loading {
  readonly isPending: boolean;
  readonly isError: boolean;
  readonly isSuccess: boolean;
  readonly error: unknown;
  readonly refetch: () => unknown;
}

/** A short list in a card of its own: the act that makes a line stands above it, or in the middle while there is none. */
export function ListCard<Row>({
  title,
  query,
  rows,
  act,
  lead,
  empty,
  keyOf,
  line,
  isOrdered = false,
  children,
}: {
  title: string;
  query: Loading;
  rows: readonly Row[];
  /** The button that makes one; false for whoever may not. */
  act: ReactNode;
  /** What is said above the list. */
  lead?: ReactNode;
  /** What is said while there is nothing. */
  empty: { readonly icon: IconName; readonly title: string; readonly text: string };
  keyOf: (row: Row) => string;
  line: (row: Row, index: number) => ReactNode;
  /** Whether the order of the lines means something. */
  isOrdered?: boolean;
  /** What stands below the list. */
  children?: ReactNode;
}) {
  const List = isOrdered ? "ol" : "ul";
  return (
    <Card aside={rows.length > 0 && act} title={title}>
      {lead}
      {query.isPending && <Skeleton lines={3} />}
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && rows.length === 0 && (
        <EmptyState icon={empty.icon} text={empty.text} title={empty.title}>
          {act}
        </EmptyState>
      )}
      <List className="divide-y divide-line">
        {rows.map((row, index) => (
          <li className="py-3 first:pt-0 last:pb-0" key={keyOf(row)}>
            {line(row, index)}
          </li>
        ))}
      </List>
      {children}
    </Card>
  );
}
