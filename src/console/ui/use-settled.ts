import { useEffect, useState } from "react";

const QUIET_MS = 300;

/**
 * A value once it has not changed for a moment: what somebody is still typing is not asked for letter by letter. Values are
 * compared by what they say, as JSON.
 */
export function useSettled<Value>(value: Value, quietMs = QUIET_MS): Value {
  const [settled, setSettled] = useState(value);
  const text = JSON.stringify(value);
  useEffect(() => {
    // Safe: it is what was written one line above.
    const timer = setTimeout(() => setSettled(JSON.parse(text) as Value), quietMs);
    return () => clearTimeout(timer);
  }, [text, quietMs]);
  return settled;
}
