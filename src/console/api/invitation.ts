/**
 * The token of the invitation link that was opened. It comes in the address's fragment, which no server and no log sees, is
 * taken out of the address at once, and lives in this tab's memory.
 */
import { api, ask } from "./client.ts";

let held: string | null = null;

export const heldInvitation = (): string | null => held;

export function holdInvitation(token: string | null): void {
  held = token;
}

/** The link to hand to somebody who is invited. */
export const invitationLink = (token: string): string =>
  `${location.origin}/console/invite#${token}`;

/** @throws Problem `invalid_invitation`, `invitation_expired`, or `invalid_state` for a member. */
export const acceptInvitation = (token: string) =>
  ask(api.invitations.accept.$post({ json: { token } }));
