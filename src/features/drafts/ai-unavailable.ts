import type { AiFault } from "#core/draft/states";
import { AppError } from "#core/errors";

const WORDS: Readonly<Record<AiFault, string>> = {
  unreachable: "The provider cannot be reached.",
  timeout: "The model took too long.",
  rate_limited: "The provider is asked too often at the moment.",
  no_credit: "The deployment's credit at the provider is used up.",
  not_admitted: "The provider does not admit the deployment's key, or the request.",
  no_private_provider: "Nobody offers this model who keeps nothing and trains on nothing.",
  server_error: "The provider failed.",
  unreadable: "The model's answer was no template, twice.",
  refused: "The model refused. Write the brief in other words.",
  cut_off: "The model's answer was too long.",
  lint_failed: "The model wrote what Meta would refuse, twice. Try again, or another model.",
  not_kept: "The draft could not be kept.",
  abandoned: "The asking was broken off.",
};

/** No draft, and why. Nothing was counted. */
export const aiUnavailable = (fault: AiFault): AppError =>
  new AppError("ai_unavailable", `${WORDS[fault]} Nothing was counted.`);

/** No draft, because the deployment has nobody to ask. */
export const notConfigured = (): AppError =>
  new AppError("ai_unavailable", "This deployment has no AI provider.");
