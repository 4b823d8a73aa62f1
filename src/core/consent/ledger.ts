import { sha256 } from "@noble/hashes/sha2.js";

import type { ConsentAction, ConsentMethod, ConsentState } from "#core/consent/states";
import { err, ok, type Result } from "#core/result";

/** Where a person stands for one purpose: the ledger's head. */
export interface ConsentHead {
  readonly state: ConsentState;
  /** The person withdrew, not the business on its own account. */
  readonly withdrawnByPerson: boolean;
}

export interface ConsentAct {
  readonly action: ConsentAction;
  /** What the person agreed to, word for word. */
  readonly statement?: string | null | undefined;
  /** Proven to be the person's own act: a message from them, or an opt-in that they confirmed. */
  readonly byPerson: boolean;
}

export interface ConsentFault {
  readonly code: "statement_required" | "withdrawn_by_person";
  readonly message: string;
}

/**
 * Whether an act may enter the ledger, and the head after it. A grant needs the statement that was agreed to; after the
 * person's own withdrawal only the person's own act grants again. A request records that consent was asked for.
 */
export function applyConsent(
  head: ConsentHead,
  act: ConsentAct,
): Result<ConsentHead, ConsentFault> {
  const isPersonsWithdrawal = head.state === "withdrawn" && head.withdrawnByPerson;
  switch (act.action) {
    case "request":
      return ok(head);
    case "withdraw":
      return ok({
        state: "withdrawn",
        withdrawnByPerson: act.byPerson || isPersonsWithdrawal,
      });
    case "grant":
      if ((act.statement ?? "").trim() === "")
        return err({
          code: "statement_required",
          message: "A grant needs the statement that the person agreed to.",
        });
      if (isPersonsWithdrawal && !act.byPerson)
        return err({
          code: "withdrawn_by_person",
          message: "The person withdrew. Only their own message or confirmed opt-in grants again.",
        });
      return ok({ state: "granted", withdrawnByPerson: false });
  }
}

/**
 * Whether a withdrawal that a business records was the person's: a form, a keyword, a message and a call are; a clean-up by
 * import or API is not. A grant that a business records is never proof of the person's own act.
 */
export const recordsPersonsAct = (action: ConsentAction, method: ConsentMethod): boolean =>
  action === "withdraw" && method !== "import" && method !== "api";

/** SHA-256 of the statement's UTF-8, 64 hex digits: proves the text without repeating it. */
export const statementSha256 = (statement: string): string =>
  Array.from(sha256(new TextEncoder().encode(statement)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
