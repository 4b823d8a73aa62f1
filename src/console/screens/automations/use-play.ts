import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import {
  simulate,
  type PlayedMessage,
  type Script,
  type Transcript,
} from "../../api/automations.ts";
import { withTurn, type Turn } from "./played.ts";

/** Who plays along: a name, tags, what a hook fills and what servers answer. */
export type Cast = Pick<Script, "contact" | "http" | "variables">;

/** A conversation with the draft as it was saved: each act plays all of it again, by one clock. */
export function usePlay(id: string, first: Cast) {
  const [cast, setCast] = useState(first);
  const [clock, setClock] = useState(() => new Date().toISOString());
  const [turns, setTurns] = useState<readonly Turn[]>([]);
  const [played, setPlayed] = useState<Transcript | null>(null);
  const playing = useMutation({
    mutationFn: (message: PlayedMessage) =>
      simulate(id, { ...cast, clock, messages: [...turns.map((turn) => turn.message), message] }),
    onSuccess: (after, message) => {
      setPlayed(after);
      setTurns((before) => withTurn(before, message, after));
    },
  });
  const restart = (at = new Date().toISOString()) => {
    setClock(at);
    setTurns([]);
    setPlayed(null);
    playing.reset();
  };
  return {
    cast,
    turns,
    played,
    isBusy: playing.isPending,
    error: playing.error,
    restart: () => restart(),
    act: (message: PlayedMessage) => playing.mutate(message),
    /** Others play along from the beginning, at an instant; now when it is empty. */
    recast: (next: Cast, at: string) => {
      setCast(next);
      restart(at || undefined);
    },
  };
}
export type Play = ReturnType<typeof usePlay>;
