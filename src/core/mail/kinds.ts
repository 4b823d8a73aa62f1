/** Where and when something was done that the account's owner shall know of. */
interface Done {
  /** Unix ms. */
  readonly atMs: number;
  /** The network address that it came from, as far as it is known. */
  readonly ip: string | null;
}

/** A letter with what it is about. Links are made from the deployment's own address, never from what a caller gave. */
export type AccountLetter =
  | {
      readonly kind: "verify_email" | "confirm_new_email" | "reset_password";
      readonly link: string;
    }
  | { readonly kind: "invitation"; readonly link: string; readonly workspace: string }
  | ({
      readonly kind:
        | "email_change_asked"
        | "email_changed"
        | "password_changed"
        | "session_ended"
        | "mfa_on"
        | "mfa_off";
    } & Done)
  | ({ readonly kind: "recovery_code_used"; readonly codesLeft: number } & Done);

export type AccountLetterKind = AccountLetter["kind"];

/** What a letter of each kind says, in one language. `{link}` and the like stand for what differs. */
export type LetterWords = Readonly<
  Record<AccountLetterKind, { readonly subject: string; readonly text: readonly string[] }>
> & {
  /** `{name}` is the reader's. */
  readonly hello: string;
  /** To somebody whose name is not known. */
  readonly helloThere: string;
  readonly bye: string;
};
