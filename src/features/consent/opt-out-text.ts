import type { FrontLanguage } from "#platform/http/front-page-text";

/** Every word of the opt-out page. `{name}` is the workspace. */
export interface OptOutText {
  readonly title: string;
  readonly ask: string;
  readonly button: string;
  readonly rest: string;
  readonly done: string;
  readonly back: string;
  readonly unknown: string;
}

export const OPT_OUT_TEXTS: Readonly<Record<FrontLanguage, OptOutText>> = {
  en: {
    title: "Offers by WhatsApp",
    ask: "Do you want no more offers by WhatsApp from {name}?",
    button: "No more offers",
    rest: "Messages about your orders and answers to your questions still come.",
    done: "You get no more offers by WhatsApp from {name}.",
    back: "If you change your mind, write START to them on WhatsApp.",
    unknown: "This link is not valid. Write STOP on WhatsApp, and you get no more offers.",
  },
  "pt-BR": {
    title: "Ofertas pelo WhatsApp",
    ask: "Você não quer mais receber ofertas de {name} pelo WhatsApp?",
    button: "Não quero mais ofertas",
    rest: "Mensagens sobre seus pedidos e respostas às suas perguntas continuam chegando.",
    done: "Você não recebe mais ofertas de {name} pelo WhatsApp.",
    back: "Se mudar de ideia, escreva START para a empresa no WhatsApp.",
    unknown: "Este link não é válido. Escreva PARAR no WhatsApp e você não recebe mais ofertas.",
  },
  es: {
    title: "Ofertas por WhatsApp",
    ask: "¿No quieres recibir más ofertas de {name} por WhatsApp?",
    button: "No quiero más ofertas",
    rest: "Los mensajes sobre tus pedidos y las respuestas a tus preguntas siguen llegando.",
    done: "Ya no recibes ofertas de {name} por WhatsApp.",
    back: "Si cambias de opinión, escribe START a la empresa en WhatsApp.",
    unknown: "Este enlace no es válido. Escribe BAJA en WhatsApp y no recibirás más ofertas.",
  },
  de: {
    title: "Angebote über WhatsApp",
    ask: "Möchtest du keine Angebote von {name} über WhatsApp mehr bekommen?",
    button: "Keine Angebote mehr",
    rest: "Nachrichten zu deinen Bestellungen und Antworten auf deine Fragen kommen weiterhin.",
    done: "Du bekommst von {name} keine Angebote über WhatsApp mehr.",
    back: "Wenn du es dir anders überlegst, schreib dem Unternehmen auf WhatsApp START.",
    unknown:
      "Dieser Link gilt nicht. Schreib STOPP auf WhatsApp, und du bekommst keine Angebote mehr.",
  },
};
