import {
  POLICY,
  type PolicyFacts,
  type PolicySection,
  type PolicyText,
} from "#core/policy/version";
import { RETENTION } from "#core/retention/classes";

export const textEn = (facts: PolicyFacts): PolicyText => ({
  title: "Privacy policy",
  dates: `Last updated ${POLICY.updatedOn}. In effect since ${POLICY.effectiveOn}. Version ${POLICY.version}.`,
  sections: [...sections(facts), ...more(facts)],
  deletionTitle: "Delete your data",
  deletion: deletion(facts),
  asked: asked(facts),
  askedOn: "Received on",
});

const sections = ({ publicUrl }: PolicyFacts): readonly PolicySection[] => [
  [
    "What this covers",
    `WaQtor at ${publicUrl}: this website and the platform on which many businesses write with their customers on WhatsApp.`,
  ],
  [
    "Who is responsible",
    "For accounts we are. For contacts, conversations and campaigns the business that owns the workspace is the controller: it alone decides whom it writes to and on what ground, under GDPR, LGPD, CCPA or whatever law holds for it. We process that data on its behalf. If a business wrote to you, ask that business first; we help it to answer.",
  ],
  [
    "What an account holds",
    "Full name, e-mail, time zone, and a password that is kept one-way hashed. Nothing else that identifies a person is asked for. Acts are recorded in audit logs with IP address and User-Agent, for security.",
  ],
  [
    "What a workspace holds of customers",
    "Phone numbers, WhatsApp's business-scoped user ids and usernames, display names, what was said in both directions with its files, times and delivery states, consents with their proof, and whatever the business writes down beside them.",
  ],
  [
    "Where it lies",
    "Each workspace has a database of its own and its own part of a private bucket, on Cloudflare. Files are read with a credential or a link that runs out. Tokens are sealed with AES-256; what is only compared is hashed one-way. Everything travels by TLS.",
  ],
  [
    "Who else sees it",
    "Meta carries the messages. Cloudflare runs the servers. A workspace's own webhooks and the HTTP steps of its automations carry data out at its request, to where it says. Nobody else. Personal data is not sold, traded or rented, and no page of ours holds a foreign script, font or pixel, nor a cookie before you sign in.",
  ],
];

const more = ({ supportEmail }: PolicyFacts): readonly PolicySection[] => [
  [
    "Artificial intelligence",
    "When an owner turns it on, a model reached through OpenRouter (Gemini or Qwen) drafts templates for campaigns from a brief. It is never given a conversation, a contact or an incoming message. We ask for providers that neither train on nor store what is sent; what is sent may still fall under OpenRouter's temporary retention.",
  ],
  [
    "Payment",
    "Nothing is charged here yet. Once it is, a payment provider (Stripe) will get what a payment needs.",
  ],
  [
    "How long it is kept",
    `By default messages ${RETENTION.messages.defaultDays} days, files ${RETENTION.media.defaultDays}, what Meta sent as it came ${RETENTION.raw_webhooks.defaultDays}, delivery logs ${RETENTION.delivery_log.defaultDays}, audit logs ${RETENTION.audit.defaultDays} with addresses ${RETENTION.audit_addresses.defaultDays}, imports and exports ${RETENTION.imports.defaultDays}. A workspace can set other terms. What is deleted leaves recovery copies within ${RETENTION.backups.defaultDays} days. Proofs of consent, and hashes of whoever must not be written to, are kept as long as the workspace.`,
  ],
  [
    "Your rights",
    `Access, correction, erasure, restriction, objection, a copy to take with you, and a complaint to your authority. Write STOP to end offers at once. For anything else write to ${supportEmail}.`,
  ],
];

const deletion = ({ supportEmail }: PolicyFacts): readonly PolicySection[] => [
  [
    "A business wrote to you",
    "Ask that business to erase you: it can, and what is erased is never written to again by a later import. Writing STOP in the chat ends its offers at once.",
  ],
  [
    "You have an account here",
    `Write to ${supportEmail} from the e-mail of your account. We delete it, and with the last owner the workspace, within 30 days.`,
  ],
  [
    "You connected a WhatsApp account through Meta",
    "Remove the app in your Facebook settings. Meta tells us, and you get a code and a page that says what became of it. Of your Facebook account we keep nothing.",
  ],
];

const asked = ({ supportEmail }: PolicyFacts): PolicyText["asked"] => ({
  data_deletion: [
    "Done: nothing is left to delete",
    `Meta asked us to delete what we hold under the id that your Facebook account has with our app. We hold nothing under it: connecting a WhatsApp account gives us access to that account, not your profile. Of the request we keep this code, which is a keyed hash, and its date. An account with e-mail and password is another thing: write to ${supportEmail} to have it deleted.`,
  ],
  deauthorize: [
    "Noted: the app was removed",
    "Meta told us that you removed our app. What you connected can be used no more as soon as Meta ends its token; the workspace's owner sees it and can connect again. Of the notice we keep this code, which is a keyed hash, and its date.",
  ],
});
