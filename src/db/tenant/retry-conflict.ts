import { AppError } from "#core/errors";

const ATTEMPTS_MAX = 20;
/** The longest wait before the second attempt; it doubles with every further one, up to the longest of all. */
const WAIT_MS = { first: 10, longest: 400 };

/**
 * Decide and write again when another writer came between: `attempt` reads, decides and commits, and its commit fails as a
 * whole when what it read has changed. Writers that met wait for a time of their own, or they would meet again.
 *
 * @param isConflict Whether an error of the commit tells of that; any other error passes through.
 * @throws AppError `unavailable` when others were faster each time.
 */
export async function retryConflict<T>(
  attempt: () => Promise<T>,
  isConflict: (error: unknown) => boolean,
): Promise<T> {
  for (let made = 1; ; made++) {
    try {
      return await attempt();
    } catch (error) {
      if (!isConflict(error)) throw error;
      if (made === ATTEMPTS_MAX)
        throw new AppError("unavailable", "Too many changes at once. Try again.", { cause: error });
      await scheduler.wait(Math.random() * Math.min(WAIT_MS.first * 2 ** made, WAIT_MS.longest));
    }
  }
}
