/** What a delivered message costs in the sandbox, in US dollars by category. Round figures of our own, not Meta's prices. */
const USD: Readonly<Record<string, number>> = {
  marketing: 0.05,
  utility: 0.01,
  authentication: 0.01,
  service: 0.005,
};

/** The price of a message of a category (lower case), or `null` when there is none. */
export const priceOf = (category: string): number | null => USD[category] ?? null;
