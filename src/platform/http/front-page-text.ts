/** The languages of the front page, in their own names: nobody should need to read another language to find theirs. */
export const FRONT_LANGUAGES = [
  { id: "en", name: "English" },
  { id: "pt-BR", name: "Português" },
  { id: "es", name: "Español" },
  { id: "de", name: "Deutsch" },
] as const;
export type FrontLanguage = (typeof FRONT_LANGUAGES)[number]["id"];

/** Every word of the front page. */
export interface FrontText {
  readonly title: string;
  readonly lead: string;
  readonly signIn: string;
  readonly register: string;
  readonly byInvitation: string;
  readonly languages: string;
  readonly reference: string;
  readonly contract: string;
  readonly privacy: string;
  readonly support: string;
  readonly points: readonly (readonly [title: string, text: string])[];
  /** A talk as it may be: what the person asks, what the business answers, and the offer with its consent. */
  readonly talk: readonly [question: string, answer: string, thanks: string];
  readonly read: string;
  readonly timeLeft: string;
  readonly agreed: string;
}

/**
 * The language to answer in, by RFC 9110 §12.5.4: the first of the caller's, by weight, that the page has; English otherwise.
 * A region that it does not have is answered in its language.
 */
export function frontLanguage(acceptLanguage: string | undefined): FrontLanguage {
  const wanted = (acceptLanguage ?? "")
    .split(",")
    .map((range) => {
      const [tag = "", weight] = range
        .trim()
        .toLowerCase()
        .split(/\s*;\s*q=/);
      return {
        language: tag.split("-")[0] ?? "",
        weight: weight === undefined ? 1 : Number(weight),
      };
    })
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight);
  for (const { language } of wanted) {
    const found = FRONT_LANGUAGES.find(({ id }) => id.split("-")[0] === language);
    if (found !== undefined) return found.id;
  }
  return "en";
}

export const FRONT_TEXTS: Readonly<Record<FrontLanguage, FrontText>> = {
  en: {
    title: "WhatsApp for your business, in one calm place",
    lead: "Answer customers, send offers to those who agreed, and see what became of every message. On Meta’s official Cloud API.",
    signIn: "Sign in",
    register: "Create an account",
    byInvitation: "New here? Accounts are made by invitation.",
    languages: "Languages",
    reference: "API reference",
    contract: "OpenAPI document",
    privacy: "Privacy policy",
    support: "Support",
    points: [
      ["One inbox", "Every talk in one list, with the time that is left to reply freely."],
      ["Consent first", "No offer goes to anybody who did not agree; the proof is kept."],
      [
        "Campaigns that add up",
        "Each person is in exactly one state, with the reason when one was not reached.",
      ],
      [
        "Try it without a number",
        "A pretend number behaves like Meta’s, so you can learn before anybody gets a message.",
      ],
      ["Everything is an API", "What the screens do, your own programs can do too."],
      [
        "Your data stays yours",
        "A database for each workspace, and nothing is loaded from elsewhere.",
      ],
    ],
    talk: [
      "Hi! Do you make wedding cakes for 80 people?",
      "We do! From €290, delivery included.",
      "Perfect, see you on Saturday 😊",
    ],
    read: "Read",
    timeLeft: "23 h 40 min left to reply",
    agreed: "Agreed to offers",
  },
  "pt-BR": {
    title: "WhatsApp para a sua empresa, num só lugar tranquilo",
    lead: "Responda aos clientes, envie ofertas a quem aceitou recebê-las e veja o que aconteceu com cada mensagem. Na Cloud API oficial da Meta.",
    signIn: "Entrar",
    register: "Criar uma conta",
    byInvitation: "Novo por aqui? As contas são criadas por convite.",
    languages: "Idiomas",
    reference: "Referência da API",
    contract: "Documento OpenAPI",
    privacy: "Política de privacidade",
    support: "Suporte",
    points: [
      [
        "Uma caixa de entrada",
        "Todas as conversas numa lista, com o tempo que resta para responder livremente.",
      ],
      ["Consentimento primeiro", "Nenhuma oferta vai a quem não aceitou; a prova fica guardada."],
      [
        "Campanhas que fecham a conta",
        "Cada pessoa está em um único estado, com o motivo quando não foi alcançada.",
      ],
      [
        "Experimente sem número",
        "Um número de teste se comporta como o da Meta: aprenda antes que alguém receba uma mensagem.",
      ],
      ["Tudo é API", "O que as telas fazem, os seus programas também podem fazer."],
      [
        "Seus dados são seus",
        "Um banco de dados por espaço de trabalho, e nada é carregado de fora.",
      ],
    ],
    talk: [
      "Oi! Vocês fazem bolo de casamento para 80 pessoas?",
      "Fazemos sim! A partir de R$ 890, com entrega.",
      "Perfeito, até sábado 😊",
    ],
    read: "Lida",
    timeLeft: "23 h 40 min para responder",
    agreed: "Aceitou ofertas",
  },
  es: {
    title: "WhatsApp para tu negocio, en un solo lugar tranquilo",
    lead: "Responde a tus clientes, envía ofertas a quienes las aceptaron y mira qué pasó con cada mensaje. Con la Cloud API oficial de Meta.",
    signIn: "Iniciar sesión",
    register: "Crear una cuenta",
    byInvitation: "¿Primera vez aquí? Las cuentas se crean por invitación.",
    languages: "Idiomas",
    reference: "Referencia de la API",
    contract: "Documento OpenAPI",
    privacy: "Política de privacidad",
    support: "Soporte",
    points: [
      [
        "Una sola bandeja",
        "Todas las conversaciones en una lista, con el tiempo que queda para responder libremente.",
      ],
      [
        "Primero el consentimiento",
        "Ninguna oferta llega a quien no la aceptó; la prueba se conserva.",
      ],
      [
        "Campañas que cuadran",
        "Cada persona está en un solo estado, con el motivo si no se la alcanzó.",
      ],
      [
        "Prueba sin número",
        "Un número simulado se comporta como el de Meta: aprende antes de que nadie reciba un mensaje.",
      ],
      ["Todo es API", "Lo que hacen las pantallas también lo pueden hacer tus programas."],
      [
        "Tus datos son tuyos",
        "Una base de datos por espacio de trabajo, y nada se carga de otro sitio.",
      ],
    ],
    talk: [
      "¡Hola! ¿Hacen tartas de boda para 80 personas?",
      "¡Claro! Desde 290 €, con entrega.",
      "Perfecto, hasta el sábado 😊",
    ],
    read: "Leído",
    timeLeft: "23 h 40 min para responder",
    agreed: "Aceptó ofertas",
  },
  de: {
    title: "WhatsApp für Ihr Geschäft, an einem ruhigen Ort",
    lead: "Kunden antworten, Angebote an alle schicken, die zugestimmt haben, und sehen, was aus jeder Nachricht wurde. Über die offizielle Cloud API von Meta.",
    signIn: "Anmelden",
    register: "Konto anlegen",
    byInvitation: "Neu hier? Konten gibt es auf Einladung.",
    languages: "Sprachen",
    reference: "API-Referenz",
    contract: "OpenAPI-Dokument",
    privacy: "Datenschutzerklärung",
    support: "Hilfe",
    points: [
      [
        "Ein Posteingang",
        "Alle Gespräche in einer Liste, mit der Zeit, die für eine freie Antwort bleibt.",
      ],
      [
        "Zuerst die Einwilligung",
        "Kein Angebot geht an jemanden, der nicht zugestimmt hat; der Nachweis bleibt.",
      ],
      [
        "Kampagnen, die aufgehen",
        "Jede Person ist in genau einem Zustand, mit Grund, wenn sie nicht erreicht wurde.",
      ],
      [
        "Ohne Nummer ausprobieren",
        "Eine Übungsnummer verhält sich wie die von Meta: lernen, bevor jemand eine Nachricht bekommt.",
      ],
      ["Alles ist API", "Was die Oberfläche kann, können auch Ihre eigenen Programme."],
      [
        "Ihre Daten gehören Ihnen",
        "Eine Datenbank je Arbeitsbereich, und nichts wird von anderswo geladen.",
      ],
    ],
    talk: [
      "Hallo! Machen Sie Hochzeitstorten für 80 Personen?",
      "Gern! Ab 290 €, mit Lieferung.",
      "Perfekt, bis Samstag 😊",
    ],
    read: "Gelesen",
    timeLeft: "Noch 23 h 40 min zum Antworten",
    agreed: "Hat Angeboten zugestimmt",
  },
};
