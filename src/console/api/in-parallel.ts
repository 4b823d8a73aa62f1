/** So many calls at once are quick, and leave room for what the person does meanwhile. */
const CALLS = 4;

/**
 * Do something for each of many, a few at a time, in their order.
 *
 * @param onDone Told after each how many are done.
 * @throws What the first one that failed threw; those that are under way end, the others are not begun.
 */
export async function inParallel<One>(
  all: readonly One[],
  act: (one: One, index: number) => Promise<unknown>,
  onDone: (count: number) => void = () => undefined,
): Promise<void> {
  const waiting = all.entries();
  let done = 0;
  let hasFailed = false;
  const work = async () => {
    for (const [index, one] of waiting) {
      if (hasFailed) return;
      try {
        await act(one, index);
      } catch (error) {
        hasFailed = true;
        throw error;
      }
      done += 1;
      onDone(done);
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: CALLS }, work));
  for (const end of ends) if (end.status === "rejected") throw end.reason;
}
