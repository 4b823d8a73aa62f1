import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from "react";

/** Nearer to the end than this, a new message scrolls into view by itself, px. */
const NEAR_PX = 120;

/** Where somebody reads in a thread: nothing that comes, before or after, takes the lines away from under their eyes. */
export function useReader(entries: readonly { readonly id: string }[]): {
  readonly box: RefObject<HTMLDivElement | null>;
  readonly onScroll: () => void;
  /** What came at the end while it was out of sight. */
  readonly newCount: number;
  readonly goToEnd: () => void;
} {
  const box = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const heightBefore = useRef(0);
  const [seenId, setSeenId] = useState<string | undefined>(undefined);
  const firstId = entries[0]?.id;
  const lastId = entries.at(-1)?.id;
  const seenAt = entries.findIndex(({ id }) => id === seenId);

  const goToEnd = () => {
    box.current?.scrollTo({ top: box.current.scrollHeight });
    setSeenId(lastId);
  };
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    if (isAtEnd.current) element.scrollTo({ top: element.scrollHeight });
    heightBefore.current = element.scrollHeight;
  }, [lastId]);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    // At the very top the browser holds no line in place when earlier ones come.
    const grown = element.scrollHeight - heightBefore.current;
    if (!isAtEnd.current && element.scrollTop === 0 && grown > 0) element.scrollTop = grown;
    heightBefore.current = element.scrollHeight;
  }, [firstId]);
  useStaysAtEnd(box, isAtEnd);
  useEffect(() => {
    if (isAtEnd.current) setSeenId(lastId);
  }, [lastId]);
  return {
    box,
    onScroll: () => {
      const it = box.current;
      if (it === null) return;
      isAtEnd.current = it.scrollHeight - it.scrollTop - it.clientHeight < NEAR_PX;
      if (isAtEnd.current) setSeenId(lastId);
    },
    newCount: seenAt === -1 ? 0 : entries.length - 1 - seenAt,
    goToEnd,
  };
}

/** A keyboard that opens, or a window that shrinks, keeps the end in sight for who was there. */
function useStaysAtEnd(box: RefObject<HTMLDivElement | null>, isAtEnd: RefObject<boolean>): void {
  useEffect(() => {
    const resized = new ResizeObserver(() => {
      if (isAtEnd.current) box.current?.scrollTo({ top: box.current.scrollHeight });
    });
    if (box.current !== null) resized.observe(box.current);
    return () => resized.disconnect();
  }, [box, isAtEnd]);
}
