import type { LetterWords } from "#core/mail/kinds";

const NOT_YOU =
  "Waren Sie das nicht, wählen Sie sofort ein neues Passwort: Es beendet alle anderen Sitzungen. Sehen Sie dann in der Konsole Ihre Sitzungen an.";
const DONE = "Wann: {when}\nVon der Netzadresse: {where}";

export const WORDS_DE: LetterWords = {
  hello: "Guten Tag {name},",
  helloThere: "Guten Tag,",
  bye: "--\nWaQtor",
  verify_email: {
    subject: "Bestätigen Sie Ihre E-Mail-Adresse",
    text: [
      "öffnen Sie diesen Link, um zu bestätigen, dass dies Ihre E-Mail-Adresse ist:",
      "{link}",
      "Er gilt einmal, 24 Stunden lang. Haben Sie sich nicht registriert, tun Sie nichts: Ohne den Link kann niemand Ihre Adresse verwenden.",
    ],
  },
  confirm_new_email: {
    subject: "Bestätigen Sie Ihre neue E-Mail-Adresse",
    text: [
      "jemand möchte diese Adresse für ein Konto verwenden. Waren Sie das, öffnen Sie diesen Link:",
      "{link}",
      "Er gilt einmal, 24 Stunden lang. Bis dahin melden Sie sich mit der alten Adresse an. Waren Sie das nicht, tun Sie nichts.",
    ],
  },
  reset_password: {
    subject: "Wählen Sie ein neues Passwort",
    text: [
      "jemand hat ein neues Passwort für Ihr Konto verlangt. Waren Sie das, öffnen Sie diesen Link:",
      "{link}",
      "Er gilt einmal, 30 Minuten lang. Alle Sitzungen enden, wenn das neue Passwort gesetzt ist. Waren Sie das nicht, tun Sie nichts: Ihr Passwort bleibt, wie es ist.",
    ],
  },
  invitation: {
    subject: "Sie sind in den Arbeitsbereich {workspace} eingeladen",
    text: [
      "jemand lädt Sie ein, im Arbeitsbereich {workspace} mitzuarbeiten. Öffnen Sie diesen Link, um beizutreten:",
      "{link}",
      "Er gilt einmal, sieben Tage lang, und nur für diese E-Mail-Adresse. Kennen Sie niemanden dort, tun Sie nichts.",
    ],
  },
  email_change_asked: {
    subject: "Ihre E-Mail-Adresse soll geändert werden",
    text: [
      "jemand hat für Ihr Konto eine andere E-Mail-Adresse angegeben. Sie ändert sich, sobald die neue Adresse bestätigt ist.",
      DONE,
      NOT_YOU,
    ],
  },
  email_changed: {
    subject: "Ihre E-Mail-Adresse wurde geändert",
    text: [
      "Ihr Konto hat jetzt eine andere E-Mail-Adresse. Mit dieser hier meldet sich niemand mehr an.",
      DONE,
      "Waren Sie das nicht, schreiben Sie an die Support-Adresse, von der dieser Brief kommt.",
    ],
  },
  password_changed: {
    subject: "Ihr Passwort wurde geändert",
    text: [
      "Ihr Konto hat ein neues Passwort. Andere Sitzungen wurden beendet.",
      DONE,
      "Waren Sie das nicht, verlangen Sie auf der Anmeldeseite sofort ein neues Passwort.",
    ],
  },
  session_ended: {
    subject: "Eine Ihrer Sitzungen wurde beendet",
    text: [
      "ein Schlüssel, der Sie angemeldet hält, wurde ein zweites Mal verwendet und ist vielleicht in anderen Händen. Wir haben diese Sitzung beendet; melden Sie sich neu an.",
      DONE,
      NOT_YOU,
    ],
  },
  recovery_code_used: {
    subject: "Ein Wiederherstellungscode wurde verwendet",
    text: [
      "jemand hat sich mit einem Wiederherstellungscode bei Ihrem Konto angemeldet. Verbleibende Codes: {left}.",
      DONE,
      NOT_YOU,
    ],
  },
  mfa_on: {
    subject: "Die Anmeldung hat jetzt einen zweiten Schritt",
    text: ["Ihr Konto verlangt ab jetzt einen Code aus Ihrer App.", DONE, NOT_YOU],
  },
  mfa_off: {
    subject: "Die Anmeldung hat keinen zweiten Schritt mehr",
    text: ["Ihr Konto verlangt keinen Code aus Ihrer App mehr.", DONE, NOT_YOU],
  },
};
