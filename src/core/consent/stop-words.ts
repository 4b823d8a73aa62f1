/**
 * The words by which a person stops or starts marketing, in the folded form of `fold`. A message counts only when it is
 * nothing but one of them: "stop, I'll come at 5" is a conversation. A word that people also use for other things (yes, go,
 * continue) is not in the table of starts: a grant must be meant.
 */
const WORDS: Readonly<
  Record<
    "en" | "es" | "pt" | "de" | "fr",
    { readonly stop: readonly string[]; readonly start: readonly string[] }
  >
> = {
  en: {
    stop: [
      "stop",
      "stop all",
      "stopall",
      "stop messages",
      "stop promotions",
      "unsubscribe",
      "unsubscribe me",
      "cancel",
      "end",
      "quit",
      "revoke",
      "remove me",
      "opt out",
      "optout",
      "no more messages",
    ],
    start: ["start", "unstop", "join", "subscribe", "opt in", "optin"],
  },
  es: {
    stop: [
      "baja",
      "darme de baja",
      "dar de baja",
      "dame de baja",
      "parar",
      "para",
      "alto",
      "detener",
      "cancelar",
      "cancelar suscripcion",
      "desuscribir",
      "desuscribirme",
      "no mas",
      "no mas mensajes",
    ],
    start: ["alta", "darme de alta", "suscribir", "suscribirme", "suscribirse", "unirme"],
  },
  pt: {
    stop: [
      "parar",
      "pare",
      "sair",
      "cancelar",
      "cancelar inscricao",
      "descadastrar",
      "me descadastre",
      "remover",
      "me remova",
      "desinscrever",
      "nao quero mais",
      "chega",
    ],
    start: ["inscrever", "inscrever me", "me inscrever", "me inscreva", "quero receber"],
  },
  de: {
    stop: [
      "stopp",
      "abmelden",
      "abbestellen",
      "austragen",
      "abbrechen",
      "beenden",
      "kundigen",
      "keine werbung",
      "keine nachrichten mehr",
    ],
    start: ["anmelden", "abonnieren", "eintragen", "mitmachen"],
  },
  fr: {
    stop: [
      "arret",
      "arreter",
      "arretez",
      "desabonner",
      "desabonnement",
      "me desabonner",
      "se desabonner",
      "desinscrire",
      "desinscription",
      "me desinscrire",
      "resilier",
      "annuler",
    ],
    start: ["abonner", "m'abonner", "s'abonner", "abonnement", "inscription", "m'inscrire"],
  },
};

const STOPS = new Set(Object.values(WORDS).flatMap((language) => language.stop));
const STARTS = new Set(Object.values(WORDS).flatMap((language) => language.start));

/** No word of the table is longer; a long message is not even folded. */
const TEXT_MAX = 64;

/**
 * What a person's message asks for: to stop marketing, to start it, or neither. Case, accents, width, surrounding punctuation
 * and inner dashes do not matter; every other word does.
 */
export function classifyKeyword(text: string): "stop" | "start" | null {
  if (text.length > TEXT_MAX) return null;
  const word = fold(text);
  if (STOPS.has(word)) return "stop";
  return STARTS.has(word) ? "start" : null;
}

const fold = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\p{M}\p{Cf}]/gu, "")
    .replace(/[\u2018\u2019\u00b4`]/g, "'")
    .replace(/[\p{Pd}\s]+/gu, " ")
    .replace(/^[\p{P}\p{S}\s]+|[\p{P}\p{S}\s]+$/gu, "");
