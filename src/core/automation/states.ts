/** Where an automation stands: only a published one starts runs. A disabled one's runs go on. */
export const AUTOMATION_STATUSES = ["draft", "published", "disabled"] as const;
export type AutomationStatus = (typeof AUTOMATION_STATUSES)[number];
