import type { LetterWords } from "#core/mail/kinds";

const NOT_YOU =
  "If this was not you, choose a new password at once: it ends every other session. Then look at your sessions in the console.";
const DONE = "When: {when}\nFrom the network address: {where}";

export const WORDS_EN: LetterWords = {
  hello: "Hello {name},",
  helloThere: "Hello,",
  bye: "--\nWaQtor",
  verify_email: {
    subject: "Confirm your e-mail address",
    text: [
      "open this link to confirm that this is your e-mail address:",
      "{link}",
      "It works once, for 24 hours. If you did not register, do nothing: without the link nobody can use your address.",
    ],
  },
  confirm_new_email: {
    subject: "Confirm your new e-mail address",
    text: [
      "somebody asked to use this address for their account. If it was you, open this link:",
      "{link}",
      "It works once, for 24 hours. Until then you sign in with the old address. If it was not you, do nothing.",
    ],
  },
  reset_password: {
    subject: "Choose a new password",
    text: [
      "somebody asked for a new password for your account. If it was you, open this link:",
      "{link}",
      "It works once, for 30 minutes. All sessions end when the new password is set. If it was not you, do nothing: your password stays as it is.",
    ],
  },
  invitation: {
    subject: "You are invited to work in {workspace}",
    text: [
      "somebody invites you to work with them in the workspace {workspace}. Open this link to join:",
      "{link}",
      "It works once, for seven days, and for this e-mail address alone. If you do not know them, do nothing.",
    ],
  },
  email_change_asked: {
    subject: "Your e-mail address is to be changed",
    text: [
      "somebody asked to use another e-mail address for your account. It changes as soon as the new address is confirmed.",
      DONE,
      NOT_YOU,
    ],
  },
  email_changed: {
    subject: "Your e-mail address was changed",
    text: [
      "your account has another e-mail address now. This one no longer signs in.",
      DONE,
      "If this was not you, write to the support address that this letter comes from.",
    ],
  },
  password_changed: {
    subject: "Your password was changed",
    text: [
      "your account has a new password. Other sessions were ended.",
      DONE,
      "If this was not you, ask for a new password on the sign-in page at once.",
    ],
  },
  session_ended: {
    subject: "A session of yours was ended",
    text: [
      "a key that keeps you signed in was used a second time, so it may be in other hands. We ended that session; sign in again.",
      DONE,
      NOT_YOU,
    ],
  },
  recovery_code_used: {
    subject: "A recovery code was used",
    text: [
      "somebody signed in to your account with a recovery code. Codes left: {left}.",
      DONE,
      NOT_YOU,
    ],
  },
  mfa_on: {
    subject: "Sign-in now takes a second step",
    text: ["your account asks for a code from your app from now on.", DONE, NOT_YOU],
  },
  mfa_off: {
    subject: "Sign-in no longer takes a second step",
    text: ["your account no longer asks for a code from your app.", DONE, NOT_YOU],
  },
};
