import { useMutation, useQueryClient } from "@tanstack/react-query";

import {
  changeTalk,
  conversationQuery,
  type Conversation,
  type TalkChange,
} from "../../api/conversations.ts";

/** Changes a talk; what the server answers is shown at once, and every list is asked again. */
export function useChange(id: string) {
  const kept = useKept(id);
  return useMutation({ mutationFn: (change: TalkChange) => changeTalk(id, change), ...kept });
}

/** What follows when a talk was changed, however: the answer is kept, and lists and counts are asked again. */
export function useKept(id: string) {
  const queries = useQueryClient();
  return {
    onSuccess: (after: Conversation) => {
      queries.setQueryData(conversationQuery(id).queryKey, after);
      void queries.invalidateQueries({ queryKey: ["conversations"] });
    },
  };
}
