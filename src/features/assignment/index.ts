export { assignmentSubscriber } from "#features/assignment/assign-new";
export { assignmentRoutes } from "#features/assignment/routes";
