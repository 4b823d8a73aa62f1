import type { Campaign } from "../../api/campaigns.ts";
import type { Versioned } from "../../api/client.ts";
import type { PhoneNumber } from "../../api/numbers.ts";
import type { Template } from "../../api/templates.ts";
import type { Plan } from "./plan.ts";

/** What every step of the wizard is given. */
export interface StepProps {
  readonly plan: Plan;
  readonly change: (part: Partial<Plan>) => void;
  /** The draft that keeps the plan; null before it is kept for the first time. */
  readonly kept: Versioned<Campaign> | null;
  readonly numbers: readonly PhoneNumber[];
  /** The approved ones. */
  readonly templates: readonly Template[];
  /** What is missing is told, because somebody tried to go on. */
  readonly isTried: boolean;
}
