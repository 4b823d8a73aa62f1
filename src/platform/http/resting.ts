import { AppError } from "#core/errors";
import { standingOf, type Rests, type Standing } from "#core/tenant/standing";

/**
 * What still changes something while a workspace is closing: taking it back, closing it again (which changes nothing), taking the
 * data along, and what a person does with an account of their own.
 */
const GOES_ON =
  /^(?:DELETE \/v1\/workspace|POST \/v1\/workspace\/restore|POST \/v1\/exports|POST \/v1\/workspaces|POST \/v1\/auth\/(?:logout|switch|verify-email\/resend)|(?:PATCH|DELETE) \/v1\/me|(?:POST|DELETE) \/v1\/me\/(?:password|email|mfa|mfa\/confirm|sessions\/[^/]+)|POST \/v1\/invitations\/accept)$/;
/** Calls that post what they ask for and change nothing. */
const READS =
  /^POST \/v1\/(?:(?:contacts|conversations)\/search|consents\/verify|audit-logs\/verify|segments\/preview|(?:campaigns|campaigns\/[^/]+)\/audience-preview)$/;

/**
 * Whether a call with a good credential goes on in a workspace that stands so.
 *
 * @param path Without host and query.
 */
export function goesOn(method: string, path: string, standing: Standing): boolean {
  if (standing !== "closing") return standing === "active";
  const call = `${method} ${path}`;
  return method === "GET" || method === "HEAD" || GOES_ON.test(call) || READS.test(call);
}

/** @throws AppError `workspace_suspended`, or `workspace_closing`, which says until when the workspace can be restored. */
export function refuseResting(tenant: Rests, nowMs: number): void {
  const standing = standingOf(tenant, nowMs);
  if (standing === "active") return;
  if (standing === "suspended" || tenant.closingAt === null)
    throw new AppError("workspace_suspended", "This workspace is suspended.");
  const day = new Date(tenant.closingAt).toISOString();
  throw new AppError(
    "workspace_closing",
    standing === "closed"
      ? "This workspace was closed."
      : `This workspace is closed. Until ${day} it can be read and exported, and an owner can restore it.`,
  );
}
