export { alertSubscriber } from "#features/alerts/alert-subscriber";
export { mailAlerts } from "#features/alerts/mail-alerts";
export { alertRoutes, myAlertRoutes } from "#features/alerts/routes";
export { sweepAlerts } from "#features/alerts/sweep-alerts";
