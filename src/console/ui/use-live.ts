import { useEffect, useSyncExternalStore } from "react";

import { followLive, isLive, onBeat } from "../api/live.ts";

/** What this screen shows is told of as it happens, while it is shown. @returns Whether the stream speaks. */
export function useLive(): boolean {
  useEffect(followLive, []);
  return useSyncExternalStore(onBeat, isLive);
}
