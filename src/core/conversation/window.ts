import type { WindowState } from "#core/conversation/states";
import { err, ok, type Result } from "#core/result";

/**
 * How long after a person's last message a business may send free-form content.
 * Unit: milliseconds. Source: Meta, "Customer service windows".
 */
export const SERVICE_WINDOW_MS = 24 * 60 * 60 * 1000;

/** How long before its end a window is said to be closing, ms. */
export const WINDOW_CLOSING_MS = 2 * 60 * 60 * 1000;

/** Templates may be sent at any time; everything else needs an open window. */
export type ContentClass = "template" | "free_form";

export interface SendRequest {
  readonly content: ContentClass;
  /** Unix ms of the person's last message by Meta's clock, or `null` if they never wrote. */
  readonly lastInboundAtMs: number | null;
  readonly nowMs: number;
}

export type WindowRefusal =
  | { readonly reason: "never_opened" }
  | { readonly reason: "closed"; readonly closedAtMs: number };

/** When the service window that a message opened ends, Unix ms; `null` when no message opened one. */
export const windowExpiresAt = (lastInboundAtMs: number | null): number | null =>
  lastInboundAtMs === null ? null : lastInboundAtMs + SERVICE_WINDOW_MS;

/**
 * Decide whether content may be sent now. The window is half-open: at exactly 24 hours it is closed, because Meta measures on
 * its side and a message that races the edge comes back as an error.
 *
 * @returns the instant at which the permission lapses (`null` for templates, which never lapse), or why not.
 */
export function decideSend(
  request: SendRequest,
): Result<{ expiresAtMs: number | null }, WindowRefusal> {
  if (request.content === "template") return ok({ expiresAtMs: null });
  const expiresAtMs = windowExpiresAt(request.lastInboundAtMs);
  if (expiresAtMs === null) return err({ reason: "never_opened" });
  return request.nowMs < expiresAtMs
    ? ok({ expiresAtMs })
    : err({ reason: "closed", closedAtMs: expiresAtMs });
}

/** Where the window stands. @param lastInboundAtMs As in {@link SendRequest}. */
export function windowState(lastInboundAtMs: number | null, nowMs: number): WindowState {
  const expiresAtMs = windowExpiresAt(lastInboundAtMs);
  if (expiresAtMs === null) return "never";
  if (nowMs >= expiresAtMs) return "closed";
  return nowMs >= expiresAtMs - WINDOW_CLOSING_MS ? "closing" : "open";
}
