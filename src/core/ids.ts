/** The resources that have an id, by the prefix their ids carry. */
export const ID_PREFIXES = {
  tenant: "ws",
  user: "usr",
  membership: "mem",
  session: "ses",
  apiKey: "key",
  invitation: "inv",
  number: "num",
  contact: "con",
  merge: "mrg",
  segment: "seg",
  field: "fld",
  consent: "cns",
  suppression: "sup",
  privacyRequest: "prq",
  import: "imp",
  export: "exp",
  conversation: "cnv",
  message: "msg",
  note: "nte",
  quickReply: "qkr",
  optInLink: "oil",
  assignmentRule: "asr",
  media: "med",
  template: "tpl",
  draft: "drf",
  aiCall: "aic",
  campaign: "cmp",
  automation: "aut",
  alert: "alr",
  run: "run",
  trigger: "trg",
  event: "evt",
  webhook: "whk",
  delivery: "dlv",
  audit: "aud",
  change: "chg",
  quarantine: "qua",
} as const;

export type Kind = keyof typeof ID_PREFIXES;

/** A TypeID such as `msg_01k9…`. The prefix makes passing a contact id for a message id a type error. */
export type Id<K extends Kind> = `${(typeof ID_PREFIXES)[K]}_${string}`;

/** Makes a new, time-ordered id of a kind. Passed in, so that core stays free of clock and randomness. */
export type NewId = <K extends Kind>(kind: K) => Id<K>;

/** Crockford base32 in lower case, the alphabet of TypeIDs. */
export const BASE32 = "0123456789abcdefghjkmnpqrstvwxyz";

/** What follows the prefix and its underscore, as the source of a pattern: 26 base32 characters that fit 128 bits. */
export const ID_SUFFIX = "[0-7][0-9a-hjkmnp-tv-z]{25}";

const SUFFIX = new RegExp(`^${ID_SUFFIX}$`);

/** The id that stands for any of a kind wherever an example is shown. */
export const exampleId = <K extends Kind>(kind: K): Id<K> =>
  `${ID_PREFIXES[kind]}_01k9zq3v6m8r2t4w6y8a0c2e4g`;

/** Whether the text is a well-formed id of that kind: its prefix, an underscore and a suffix as {@link ID_SUFFIX} describes it. */
export function isId<K extends Kind>(kind: K, text: string): text is Id<K> {
  const prefix = `${ID_PREFIXES[kind]}_`;
  return text.startsWith(prefix) && SUFFIX.test(text.slice(prefix.length));
}
