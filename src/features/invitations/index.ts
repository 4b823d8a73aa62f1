/** Invitations: into a workspace by its people, onto the deployment by its operator. */
export type { InvitedTo } from "#features/invitations/queries";
export {
  invalidInvitation,
  requireInvitation,
  type OpenInvitation,
} from "#features/invitations/require-invitation";
export { invitationRoutes } from "#features/invitations/routes";
export { GivenToken } from "#features/invitations/schemas";
export { sweepInvitations } from "#features/invitations/sweep-invitations";
export { redeem, wasNotOpen } from "#features/invitations/writes";
