/** A refusal in the words of Graph, for callers whose client libraries read nothing else. */
export interface GraphRefusal {
  readonly status: 400 | 401 | 403 | 500;
  readonly code: number;
  readonly message: string;
  readonly isTransient?: boolean;
}

/** The token is none of ours. Which part of it is wrong is not told. */
export const INVALID_TOKEN: GraphRefusal = {
  status: 401,
  code: 190,
  message: "Invalid OAuth access token - Cannot parse access token",
};

/** Meta's name for a workspace that may not act. */
export const SUSPENDED: GraphRefusal = {
  status: 403,
  code: 368,
  message: "Temporarily blocked for policies violations",
};

export const TOO_MANY_CALLS: GraphRefusal = {
  status: 400,
  code: 4,
  message: "Application request limit reached",
  isTransient: true,
};

export const BODY_TOO_LARGE: GraphRefusal = {
  status: 400,
  code: 100,
  message: "The body is too large",
};

export const FAILED: GraphRefusal = {
  status: 500,
  code: 1,
  message: "An unknown error has occurred.",
  isTransient: true,
};

/** Meta's envelope of an error. @param traceId What the caller may tell us to have it looked up. */
export const refuseAsGraph = (refusal: GraphRefusal, traceId: string): Response =>
  Response.json(
    {
      error: {
        message: `(#${refusal.code}) ${refusal.message}`,
        type: "OAuthException",
        code: refusal.code,
        error_data: { messaging_product: "whatsapp", details: refusal.message },
        is_transient: refusal.isTransient ?? false,
        fbtrace_id: traceId,
      },
    },
    { status: refusal.status },
  );
