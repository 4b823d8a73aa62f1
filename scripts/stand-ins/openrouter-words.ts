// What the stand-in writes when it behaves: a small template in a few languages, made of the brief alone.

/** The brief as it is asked: written down again here, because a stand-in shares no code with what it stands in for. */
export interface AskedBrief {
  readonly brief: string;
  readonly goal: string | null;
  readonly language: string;
  readonly category: string;
  readonly brand: string | null;
  readonly variables: readonly string[];
}

/** An answer of the schema that is asked for. */
export interface WrittenAnswer {
  readonly name: string;
  readonly header: string;
  readonly body: string;
  readonly footer: string;
  readonly buttons: readonly string[];
  readonly variables: readonly { readonly name: string; readonly example: string }[];
}

const WORDS = {
  en: {
    hello: "Hello",
    here: "here is the word about",
    more: "We are glad to have you with us.",
    stop: "Reply STOP to opt out",
  },
  es: {
    hello: "Hola",
    here: "aquí va lo que toca a",
    more: "Nos alegra contar contigo.",
    stop: "Responde STOP para darte de baja",
  },
  pt: {
    hello: "Olá",
    here: "aqui vai a palavra sobre",
    more: "É bom ter você por perto.",
    stop: "Responda STOP para sair",
  },
  de: {
    hello: "Hallo",
    here: "hier steht das Wichtige zu",
    more: "Schön, dass es dich gibt.",
    stop: "Mit STOP abmelden",
  },
  fr: {
    hello: "Bonjour",
    here: "voici ce qui concerne",
    more: "Merci de votre confiance.",
    stop: "Répondez STOP pour arrêter",
  },
} as const;

const isWorded = (language: string): language is keyof typeof WORDS => language in WORDS;

/** A template that Meta would take. */
export function write(asked: AskedBrief): WrittenAnswer {
  const language = asked.language.slice(0, 2);
  const words = WORDS[isWorded(language) ? language : "en"];
  const about = asked.brief
    .replaceAll(/stand-in:\w+/g, "")
    .replaceAll(/[{}]/g, "")
    .replaceAll(/\s+/g, " ")
    .trim()
    .slice(0, 600);
  const [first, ...others] = asked.variables;
  const greeting = first === undefined ? `${words.hello},` : `${words.hello} {{${first}}},`;
  const further = others.map((name) => ` ${words.here} {{${name}}}: ${words.more}`).join("");
  return {
    name: asked.category === "MARKETING" ? "draft_offer" : "draft_notice",
    header: (asked.brand ?? "").slice(0, 60),
    body: `${greeting} ${about === "" ? words.more : about}${/[.!?]$/.test(about) ? "" : "."}${further} ${words.more}`,
    footer: asked.category === "MARKETING" ? words.stop : "",
    buttons: asked.goal === null ? [] : [asked.goal.slice(0, 25)],
    variables: asked.variables.map((name, at) => ({ name, example: `Sample ${"ABCDEFGHIJ"[at]}` })),
  };
}
