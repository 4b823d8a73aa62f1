import fc from "fast-check";
import { describe, test } from "vitest";

import { REFUSAL_PHRASES } from "#core/consent/refusal-table";
import { refusesMarketing } from "#core/consent/refuses-marketing";
import { classifyKeyword, STOP_LANGUAGES } from "#core/consent/stop-words";

describe("a refusal of marketing", () => {
  test.for([
    "Hi, thanks for the help yesterday, but please no more advertising, ok?",
    "I don't want any ads from you",
    "you people: TAKE ME OFF YOUR LIST!!",
    "Gracias, pero no quiero más publicidad por favor",
    "Oi, não quero receber propaganda, só o pedido",
    "Obrigada, mas não quero mais receber propaganda, só o pedido",
    "não quero mais receber essas ofertas",
    "Não quero mais saber de promoções",
    "ya no quiero recibir más promociones suyas",
    "No deseo recibir sus ofertas",
    "no quiero que me manden publicidad",
    "je ne souhaite plus recevoir vos offres",
    "Ich möchte keine Werbung mehr bekommen",
    "Non voglio più ricevere le vostre offerte",
    "I don't want to receive your promotional messages anymore",
    "ik wil geen aanbiedingen meer ontvangen",
    "nie chcę już dostawać ofert",
    "saya tidak mau menerima promosi lagi",
    "больше не хочу получать рассылку",
    "Bitte keine Werbung mehr schicken, danke",
    "Bonjour, je ne veux plus de publicité svp",
    "Per favore basta pubblicità, grazie mille",
    "Graag geen reclame meer sturen aub",
    "Dzień dobry, nie chcę więcej reklam",
    "Artık reklam istemiyorum lütfen",
    "tolong jangan kirim iklan ya kak",
    "Здравствуйте, не присылайте мне больше рекламу, пожалуйста",
    "कृपया मुझे विज्ञापन नहीं चाहिए",
    "لا أريد إعلانات من فضلك",
  ])("is heard in: %s", (text, { expect }) => {
    expect(refusesMarketing(text)).toBe(true);
  });

  test.for([
    "Where is my order?",
    "I want more offers please",
    "Do you have no more red shoes?",
    "Ich möchte gern Ihre Angebote sehen",
    "Quiero más información",
    "I saw your ads on TV, lovely",
    "STOP",
    "",
  ])("is not heard in: %s", (text, { expect }) => {
    expect(refusesMarketing(text)).toBe(false);
  });

  test("is heard wherever it stands in a message, however it is written", ({ expect }) => {
    const around = fc.constantFrom("", "hello", "my order 12 is late,", "ok 👍");
    fc.assert(
      fc.property(around, around, fc.boolean(), (before, after, loud) => {
        const text = `${before} no more ads ${after}`;
        expect(refusesMarketing(loud ? text.toUpperCase() : text)).toBe(true);
      }),
    );
  });

  test("is known in twelve languages, as stop words are", ({ expect }) => {
    expect(Object.keys(REFUSAL_PHRASES).length).toBeGreaterThanOrEqual(12);
    expect(STOP_LANGUAGES.length).toBeGreaterThanOrEqual(12);
    for (const word of [
      "STOP",
      "Stopp",
      "BAJA",
      "SAIR",
      "arrêter",
      "basta",
      "afmelden",
      "rezygnuję",
    ])
      expect([word, classifyKeyword(word)]).toEqual([word, "stop"]);
  });

  test("is looked for in as much as WhatsApp carries, and no further", ({ expect }) => {
    expect(refusesMarketing(`${"no more ".repeat(510)}no more ads`)).toBe(true);
    expect(refusesMarketing(`${"no more ".repeat(512)}no more ads`)).toBe(false);
  });
});
