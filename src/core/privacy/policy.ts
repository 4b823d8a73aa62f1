/**
 * What the privacy policy promises, clause by clause, each with what keeps it. The tests that prove a clause stand beside the
 * tests: `npm run policy` runs them and prints the whole.
 */
export interface Clause {
  /** What is promised, in one sentence. */
  readonly promise: string;
  /** What keeps it, in the product's own words. */
  readonly control: string;
}

export const POLICY = {
  P1: {
    promise: "The policy covers the website and the platform, and says when it was last changed.",
    control: "A page with version and dates, whose hash is stored with each acceptance.",
  },
  P2: {
    promise:
      "Registering collects full name, e-mail, time zone and a hashed password, and nothing else that identifies a person.",
    control: "The data map names every column of the control plane; a new one fails the suite.",
  },
  P3: {
    promise: "Audit logs hold IP address and User-Agent of whoever changed something.",
    control: "Every act of a person or a key writes its audit row in its own batch, with both.",
  },
  P4: {
    promise:
      "Of customers the platform keeps phone numbers, Meta's user ids and usernames, names, chats with text and media, and what belongs to them.",
    control:
      "The data map names every column of a workspace's database; a new one fails the suite.",
  },
  P5: {
    promise:
      "The account's owner is the controller: consent, access, erasure and objection are theirs to see to.",
    control:
      "The owner accepts the policy; marketing needs a recorded grant; requests with due dates do the rest.",
  },
  P6: {
    promise: "Data of one account is kept apart from another's.",
    control: "One database, one pair of objects and one folder of files for each workspace.",
  },
  P7: {
    promise: "Media lies in restricted storage.",
    control:
      "A private bucket; files are given out for a credential or a signed link that runs out.",
  },
  P8: {
    promise: "Passwords and sensitive credentials are encrypted at rest.",
    control:
      "What is only compared is hashed one-way, what is used is sealed; the data map tells which.",
  },
  P9: {
    promise: "Data in transit is encrypted.",
    control: "TLS alone in production, strict transport security, https to everybody outside.",
  },
  P10: {
    promise: "AI helps to draft outgoing templates, and does nothing else.",
    control: "One slice may reach a model; it is off until an owner turns it on.",
  },
  P11: {
    promise: "Incoming messages are never sent to AI models.",
    control:
      "The part that asks models cannot reach a database, and refuses personal data in briefs.",
  },
  P12: {
    promise: "Private conversations stay within the product's own storage.",
    control:
      "A register names everybody who is told anything; a file or a host beside it fails the suite.",
  },
  P13: {
    promise: "No data is used to train AI models.",
    control: "Every request asks for no training and no retention, or is not made.",
  },
  P14: {
    promise: "What a model's provider keeps for a while is said openly.",
    control: "The page says so.",
  },
  P15: {
    promise: "Personal data is not sold, traded or rented.",
    control:
      "Nobody in the register is told anything for that; no page loads anything from a stranger.",
  },
  P16: {
    promise: "For billing, data may go to a payment provider once there is one.",
    control: "There is none: no route, no host.",
  },
  P17: {
    promise: "A support address answers.",
    control: "It stands on every page, and in the configuration that a deployment must have.",
  },
} as const satisfies Readonly<Record<string, Clause>>;
