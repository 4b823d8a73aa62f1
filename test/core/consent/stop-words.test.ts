import fc from "fast-check";
import { describe, test } from "vitest";

import { classifyKeyword } from "#core/consent/stop-words";

/** Text, and where a case of its kind comes from. */
type Case = readonly [text: string, from: string];

const STOPS: readonly Case[] = [
  ["STOP", "the reply that carriers of the United States require"],
  ["StopAll", "same"],
  ["unsubscribe", "same"],
  ["CANCEL", "same"],
  ["END", "same"],
  ["quit", "same"],
  ["revoke", "the words of the FCC's rule on revoking consent"],
  ["Opt-out", "same"],
  [" Stop. ", "typed on a phone"],
  ["ＳＴＯＰ", "a full-width keyboard"],
  ["st\u200bop", "pasted text"],
  ["“stop”", "a footer that quotes the word"],
  ["¡STOP!", "a Spanish keyboard"],
  ["S.T.O.P.", "an angry person"],
  ["STOOOOP", "same"],
  ["stop stop STOP!!!", "same"],
  ["stop\nstop it", "same"],
  ["STOP ".repeat(100), "same"],
  ["1 STOP", "an answer to a numbered list"],
  ["1️⃣ stop", "same, with the keycap sign"],
  ["2) unsubscribe", "same"],
  ["stop/unsubscribe", "a footer that is copied whole"],
  ["STOP_PROMOTIONS", "a payload of a quick reply"],
  ["🛑", "the sign alone"],
  ["⛔️", "the sign alone, with its variation selector"],
  ["Stop 🛑", "the word and the sign"],
  ["Stop 😡🙏", "signs that say nothing"],
  ["please stop", "English, polite"],
  ["Stop please, thank you", "same"],
  ["Hi, please unsubscribe me", "same"],
  ["unsubscribe me please", "same"],
  ["stop all messages", "English, with what is to stop"],
  ["Stop sending me messages", "same"],
  ["stop texting me!", "same"],
  ["please remove me from your list", "same"],
  ["take me off this list", "same"],
  ["I want to unsubscribe", "same"],
  ["don't message me again", "same"],
  ["no more messages", "same"],
  ["Stop promotions", "the button by which a template offers to opt out"],
  ["Detener promociones", "same, in Spanish"],
  ["Parar promoções", "same, in Portuguese"],
  ["Werbung abbestellen", "same, in German"],
  ["Arrêter les promotions", "same, in French"],
  ["Interrompi le promozioni", "same, in Italian"],
  ["Stop promoties", "same, in Dutch"],
  ["BAJA", "Spanish"],
  ["Darme de baja por favor", "Spanish"],
  ["cancelar suscripción", "Spanish"],
  ["No quiero más publicidad", "Spanish"],
  ["PARAR", "Portuguese"],
  ["Sair", "Portuguese"],
  ["cancelar inscrição", "Portuguese"],
  ["não quero mais receber mensagens", "Portuguese"],
  ["me remova da lista, obrigada", "Portuguese"],
  ["Stopp", "German"],
  ["kündigen", "German"],
  ["Bitte abmelden", "German"],
  ["KEINE WERBUNG MEHR!", "German"],
  ["ARRÊT", "French"],
  ["Désabonnez-moi s’il vous plaît", "French"],
  ["je ne veux plus recevoir de messages", "French"],
  ["basta messaggi, per favore", "Italian"],
  ["Cancellami", "Italian"],
  ["uitschrijven aub", "Dutch"],
  ["Stop ermee", "Dutch"],
  ["Proszę wypisz mnie", "Polish"],
  ["Rezygnuję", "Polish"],
  ["İPTAL", "Turkish, a dotted capital"],
  ["çıkış", "Turkish"],
  ["CIKIS lutfen", "Turkish on a keyboard without its letters"],
  ["tolong berhenti", "Indonesian"],
  ["jangan kirim pesan lagi", "Indonesian"],
  ["СТОП", "Russian"],
  ["Отпишите меня, пожалуйста", "Russian"],
  ["відписатися", "Ukrainian"],
  ["कृपया बंद करें", "Hindi"],
  ["message band karo", "Hindi in Latin letters"],
  ["إلغاء الاشتراك", "Arabic"],
  ["الغاء الاشتراك من فضلك", "Arabic, typed without the hamza"],
  ["توقّف", "Arabic, with its vowel signs"],
  ["הסר", "Hebrew"],
  ["退订", "Chinese"],
  ["配信停止", "Japanese"],
  ["수신거부", "Korean"],
  ["avregistrera tack", "Swedish"],
];

const STARTS: readonly Case[] = [
  ["START", "the counterpart that carriers name"],
  ["unstop", "same"],
  ["Join", "an invitation to a list"],
  ["opt-in", "same"],
  ["start please", "English, polite"],
  ["Alta", "Spanish"],
  ["me inscrever", "Portuguese"],
  ["anmelden", "German"],
  ["m’abonner", "French"],
  ["старт", "Russian"],
];

const CONVERSATIONS: readonly Case[] = [
  ["", "an empty body"],
  ["👍", "a sign that says nothing"],
  ["please", "courtesy alone"],
  ["1", "an answer to a numbered list"],
  ["yes", "an answer"],
  ["hola", "a greeting"],
  ["don't stop", "the opposite"],
  ["please don't stop sending me offers", "the opposite"],
  ["bus stop", "the word within a phrase"],
  ["the bus stop please", "same"],
  ["the shop will stop selling", "the word within a sentence"],
  ["stop, I'll come at 5", "same"],
  ["I can't stop laughing", "same"],
  ["the end", "same"],
  ["para mañana por favor", "Spanish: a word that is also a preposition"],
  ["cancel my order", "a request about something else"],
  ["how do I stop?", "a question"],
  ["Where is the next stop?", "a question"],
  ["when does the course start", "a question"],
  ["let's start on Monday", "a word of starting within a sentence"],
  ["start stop", "both"],
  ["stopwatch", "a longer word"],
  ["restart", "a longer word"],
  ["red", "an answer that is Turkish for a refusal"],
  ["fine", "an answer that is Italian for the end"],
  ["stop ".repeat(2000), "a flood"],
];

describe("classifyKeyword", () => {
  test.for(STOPS)("%s stops (%s)", ([text], { expect }) => {
    expect(classifyKeyword(text)).toBe("stop");
  });

  test.for(STARTS)("%s starts (%s)", ([text], { expect }) => {
    expect(classifyKeyword(text)).toBe("start");
  });

  test.for(CONVERSATIONS)("%s is a conversation (%s)", ([text], { expect }) => {
    expect(classifyKeyword(text)).toBeNull();
  });

  test("courtesy, case, spaces, punctuation and repetition never change the verdict", ({
    expect,
  }) => {
    const courtesy = fc.constantFrom(
      "",
      "please",
      "por favor",
      "Bitte",
      "s'il te plaît",
      "لو سمحت",
    );
    const gap = fc.constantFrom(" ", "  ", "\n", ", ", "... ", " - ", "! ", "\u00a0");
    const edge = fc.constantFrom("", " ", "!!!", "«", "\u200f", "*", "…", "1. ", "🙏");
    const dress = fc.constantFrom<(text: string) => string>(
      (text) => text,
      (text) => text.toUpperCase(),
      (text) => text.toLowerCase(),
      (text) => text.normalize("NFD"),
    );
    const said = fc.constantFrom(...[...STOPS, ...STARTS, ...CONVERSATIONS].map(([text]) => text));
    fc.assert(
      fc.property(
        said.filter((text) => text.length < 50 && !/^\d|\d$/.test(text) && !text.includes(".")),
        fc.record({ courtesy, gap, edge, dress, times: fc.integer({ min: 1, max: 2 }) }),
        (text, around) => {
          const words = Array<string>(around.times).fill(around.dress(text));
          const wrapped = [around.courtesy, ...words, around.courtesy].filter(
            (part) => part !== "",
          );
          const whole = `${around.edge}${wrapped.join(around.gap)}`;
          expect(classifyKeyword(whole)).toBe(classifyKeyword(text));
        },
      ),
      { numRuns: 1000 },
    );
  });
});
