/** A letter in plain text. */
export interface Letter {
  /** One line. */
  readonly subject: string;
  readonly text: string;
}
