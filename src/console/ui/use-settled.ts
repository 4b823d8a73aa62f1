import { useEffect, useState } from "react";

const QUIET_MS = 300;

/** A value once it has not changed for a moment: what somebody is still typing is not asked for letter by letter. */
export function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), QUIET_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
