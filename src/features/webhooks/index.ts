/** Events posted to URLs of the business's own. */
export { beginDelivery } from "#features/webhooks/deliver-webhook";
export { forgetOldLog } from "#features/webhooks/forget-old-log";
export { forgetPersonInDeliveries } from "#features/webhooks/forget-person";
export { ringDue } from "#features/webhooks/ring-due";
export { webhookRoutes } from "#features/webhooks/routes";
export { webhookDeliveryRoutes } from "#features/webhooks/routes-deliveries";
export { sweepWebhooks } from "#features/webhooks/sweep-webhooks";
export { WEBHOOKS_SUBSCRIBER } from "#features/webhooks/take-events";
