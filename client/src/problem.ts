import type { Problem } from "./api.ts";

/** An answer that is no success. The message tells the call and what was wrong with it in one line, and nothing that was sent. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  /** The HTTP status. */
  readonly status: number;
  /** The problem document as it came (RFC 9457); undefined when something else than the API answered, such as a proxy. */
  readonly problem: Problem | undefined;
  /** How long to wait before the call is made again, in seconds; undefined when the answer did not say. */
  readonly retryAfterSeconds: number | undefined;

  constructor(call: string, response: Response, problem: Problem | undefined) {
    super(
      `${call}: ${response.status} ${problem === undefined ? "without a problem" : words(problem)}`,
    );
    this.status = response.status;
    this.problem = problem;
    this.retryAfterSeconds = retryAfter(response.headers);
  }

  /** What went wrong, for a program: codes are never renamed. */
  get code(): Problem["code"] | undefined {
    return this.problem?.code;
  }
}

/** Read an answer that is no success. */
export async function problemError(call: string, response: Response): Promise<ProblemError> {
  const isProblem = response.headers.get("content-type") === "application/problem+json";
  const text = await response.text();
  // Safe: the type says that the API answered, whose problems have this shape.
  return new ProblemError(call, response, isProblem ? (JSON.parse(text) as Problem) : undefined);
}

/** `Retry-After` in seconds; a date counts from now on. */
function retryAfter(headers: Headers): number | undefined {
  const told = headers.get("retry-after");
  if (told === null) return undefined;
  const seconds = Number(told);
  if (!Number.isNaN(seconds)) return seconds;
  const atMs = Date.parse(told);
  return Number.isNaN(atMs) ? undefined : Math.max(0, (atMs - Date.now()) / 1000);
}

function words({ code, detail, errors = [] }: Problem): string {
  const faults = errors.map(({ pointer, message }) => `${pointer} ${message}`);
  return [`${code}: ${detail}`, ...faults].join(" · ");
}
