import { describe, test } from "vitest";

import { classifyKeyword } from "#core/consent/stop-words";

describe("classifyKeyword", () => {
  test.for([
    "STOP",
    "stop",
    " Stop. ",
    "¡STOP!",
    "ＳＴＯＰ",
    "st\u200bop",
    "“stop”",
    "Stop 🛑",
    "Opt-out",
    "opt out",
    "Unsubscribe",
    "BAJA",
    "Darme de baja",
    "cancelar suscripción",
    "PARAR",
    "Sair",
    "cancelar inscrição",
    "não quero mais",
    "Stopp",
    "Abmelden",
    "kündigen",
    "KEINE WERBUNG!",
    "ARRÊT",
    "arreter",
    "Désabonner",
  ])("%s stops", (text, { expect }) => {
    expect(classifyKeyword(text)).toBe("stop");
  });

  test.for([
    "START",
    "Join",
    "opt-in",
    "Alta",
    "suscribirme",
    "me inscrever",
    "anmelden",
    "m’abonner",
  ])("%s starts", (text, { expect }) => {
    expect(classifyKeyword(text)).toBe("start");
  });

  test.for([
    "stop, I'll come at 5",
    "please don't stop",
    "stopwatch",
    "the bus stop",
    "restart",
    "yes",
    "hola",
    "",
    "🛑",
    "stop\nstop it",
    "a".repeat(10_000),
  ])("%s is a conversation", (text, { expect }) => {
    expect(classifyKeyword(text)).toBeNull();
  });
});
