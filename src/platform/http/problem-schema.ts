import { z } from "@hono/zod-openapi";

import { PROBLEMS, type ProblemCode } from "#core/errors";
import { idOf } from "#platform/http/id-of";

const REQUEST_ID = "3f0c7a52d1b84e6f9a4d2c8b7e105f63";

const Fault = z.object({
  pointer: z.string().openapi({
    description:
      "Where the fault is: a JSON pointer (RFC 6901) into the body, or the name of a parameter or header.",
    example: "/email",
  }),
  code: z.string().openapi({
    description: "What is wrong there; finer than the problem's own code.",
    example: "email_taken",
  }),
  message: z.string().openapi({
    description: "The same for a person, in English.",
    example: "An account has this e-mail. Sign in instead.",
  }),
});

const MetaError = z.object({
  code: z.int().openapi({ description: "Meta's error code.", example: 131_031 }),
  title: z.string().openapi({ description: "Meta's message.", example: "Account has been locked" }),
  detail: z.string().nullable().openapi({
    description: "Meta's details, when it gave any.",
    example: "The account is restricted.",
  }),
  fbtrace_id: z.string().nullable().openapi({
    description: "Meta's id of the call, for its support.",
    example: "Az8or2yhqkZfEZ-_4Qn_Bam",
  }),
});

/** RFC 9457 problem details, with our stable `code` and the id to quote to support. */
export const Problem = z
  .object({
    type: z.string().openapi({
      description: "URI of the kind of problem; it ends with `code`.",
      example: "https://waqtor.app/problems/email_taken",
    }),
    title: z.string().openapi({
      description: "The kind of problem for a person, the same each time.",
      example: PROBLEMS.email_taken.title,
    }),
    status: z.int().openapi({ description: "The HTTP status.", example: 409 }),
    code: z.enum(Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]]).openapi({
      description: "The kind of problem for a program. Codes are never renamed.",
      example: "email_taken",
    }),
    detail: z.string().openapi({
      description: "What went wrong this time, for a person.",
      example: "An account has this e-mail. Sign in instead.",
    }),
    instance: z.string().openapi({
      description: "URI of this occurrence.",
      example: `urn:request:${REQUEST_ID}`,
    }),
    request_id: z.string().openapi({
      description: "Id of the request, also in `X-Request-Id`; quote it to support.",
      example: REQUEST_ID,
    }),
    retryable: z.boolean().openapi({
      description: "Whether the same call may succeed later.",
      example: false,
    }),
    errors: z.array(Fault).optional().openapi({
      description: "The faults of the request, at most 100. Left out when none can be pointed at.",
    }),
    meta: MetaError.optional().openapi({ description: "What Meta said, when Meta refused." }),
    contact_id: idOf("contact").optional().openapi({
      description: "With `contact_exists` and `consent_required`: the contact that is meant.",
    }),
    workspaces: z
      .array(
        z.object({
          id: idOf("tenant"),
          name: z.string().openapi({
            description: "What the workspace is called.",
            example: "Analytical Engines",
          }),
        }),
      )
      .optional()
      .openapi({
        description:
          "With `last_owner`: which workspaces would be left without an owner, at most ten.",
      }),
    position: z.int().optional().openapi({
      description:
        "With `malformed_json`: where the body stops being JSON, in UTF-16 units from 0.",
      example: 17,
    }),
    contacts: z.int().optional().openapi({
      description: "With `field_mismatch`: how many contacts stand in the way.",
      example: 12,
    }),
    oldest_seq: z.int().optional().openapi({
      description: "With `cursor_expired`: the oldest sequence that is kept.",
      example: 4001,
    }),
    latest_seq: z.int().optional().openapi({
      description: "With `cursor_expired`: the newest sequence.",
      example: 9120,
    }),
  })
  .openapi("Problem");
export type Problem = z.infer<typeof Problem>;

/** How a contract tells the problems of one status. */
export interface ProblemResponse {
  readonly description: string;
  readonly content: { readonly "application/problem+json": { readonly schema: typeof Problem } };
  /** The codes of the description, for programs. */
  readonly "x-codes": readonly ProblemCode[];
}

/** OpenAPI responses for the problems a route can answer: `...problems("missing_scope", "window_closed")`. */
export function problems<const C extends ProblemCode>(...codes: readonly C[]) {
  const byStatus = Map.groupBy(new Set(codes), (code) => PROBLEMS[code].status);
  const responses = [...byStatus].map(([status, told]): [number, ProblemResponse] => [
    status,
    {
      description: told.map(describeCode).join("; "),
      content: { "application/problem+json": { schema: Problem } },
      "x-codes": told,
    },
  ]);
  // Safe: one entry for each status of the codes.
  return Object.fromEntries(responses) as {
    [S in (typeof PROBLEMS)[C]["status"]]: ProblemResponse;
  };
}

/** `` `not_found`: No such resource `` */
export const describeCode = (code: ProblemCode): string => `\`${code}\`: ${PROBLEMS[code].title}`;
