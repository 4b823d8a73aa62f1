import { useQuery } from "@tanstack/react-query";

import { retentionQuery } from "../../api/retention.ts";
import { ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { Classes } from "./classes.tsx";
import { HeldPeople } from "./held-people.tsx";
import { WorkspaceHold } from "./workspace-hold.tsx";

/** What is kept how long, and what a law keeps longer. */
export function Retention() {
  const query = useQuery(retentionQuery);
  if (query.isPending) return <Skeleton lines={6} />;
  if (query.data === undefined)
    return <ProblemNote error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <>
      <Classes classes={query.data.classes} key={query.dataUpdatedAt} />
      <WorkspaceHold hold={query.data.legal_hold} />
      <HeldPeople />
    </>
  );
}
