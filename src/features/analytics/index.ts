export { activitySubscriber } from "#features/analytics/count-activity";
export { analyticsRoutes } from "#features/analytics/routes";
