import {
  POLICY,
  type PolicyFacts,
  type PolicySection,
  type PolicyText,
} from "#core/policy/version";
import { RETENTION } from "#core/retention/classes";

export const textDe = (facts: PolicyFacts): PolicyText => ({
  title: "Datenschutzerklärung",
  dates: `Zuletzt geändert am ${POLICY.updatedOn}. In Kraft seit ${POLICY.effectiveOn}. Fassung ${POLICY.version}.`,
  sections: [...sections(facts), ...more(facts)],
  deletionTitle: "Ihre Daten löschen",
  deletion: deletion(facts),
  asked: asked(facts),
  askedOn: "Eingegangen am",
});

const sections = ({ publicUrl }: PolicyFacts): readonly PolicySection[] => [
  [
    "Wofür sie gilt",
    `Für WaQtor unter ${publicUrl}: diese Website und die Plattform, auf der viele Unternehmen mit ihren Kunden über WhatsApp schreiben.`,
  ],
  [
    "Wer verantwortlich ist",
    "Für Konten sind wir es. Für Kontakte, Gespräche und Kampagnen ist es das Unternehmen, dem der Arbeitsbereich gehört: Es allein entscheidet, wem es auf welcher Grundlage schreibt, nach DSGVO, LGPD, CCPA oder dem Recht, das für es gilt. Wir verarbeiten diese Daten in seinem Auftrag. Hat Ihnen ein Unternehmen geschrieben, fragen Sie zuerst dieses; wir helfen ihm zu antworten.",
  ],
  [
    "Was ein Konto enthält",
    "Vollständiger Name, E-Mail, Zeitzone und ein Passwort, das nur als Einweg-Hash aufbewahrt wird. Mehr, was eine Person bestimmt, wird nicht verlangt. Handlungen stehen zur Sicherheit mit IP-Adresse und User-Agent in Prüfprotokollen.",
  ],
  [
    "Was ein Arbeitsbereich von Kunden enthält",
    "Telefonnummern, die unternehmensbezogenen Nutzerkennungen und Nutzernamen von WhatsApp, Anzeigenamen, was in beiden Richtungen gesagt wurde mit Dateien, Zeiten und Zustellung, Einwilligungen mit ihrem Nachweis, und was das Unternehmen dazu notiert.",
  ],
  [
    "Wo es liegt",
    "Jeder Arbeitsbereich hat seine eigene Datenbank und seinen eigenen Teil eines privaten Speichers, bei Cloudflare. Dateien liest, wer sich ausweist oder einen Link hat, der abläuft. Tokens sind mit AES-256 versiegelt; was nur verglichen wird, ist ein Einweg-Hash. Alles wird mit TLS übertragen.",
  ],
  [
    "Wer es sonst sieht",
    "Meta befördert die Nachrichten. Cloudflare betreibt die Server. Die eigenen Webhooks eines Arbeitsbereichs und die HTTP-Schritte seiner Automationen tragen Daten auf seinen Wunsch dorthin, wohin er es sagt. Sonst niemand. Personenbezogene Daten werden nicht verkauft, getauscht oder vermietet, und keine unserer Seiten hat ein fremdes Skript, eine fremde Schrift, ein Zählpixel oder vor der Anmeldung ein Cookie.",
  ],
];

const more = ({ supportEmail }: PolicyFacts): readonly PolicySection[] => [
  [
    "Künstliche Intelligenz",
    "Schaltet eine Inhaberin sie ein, entwirft ein Modell über OpenRouter (Gemini oder Qwen) Vorlagen für Kampagnen nach einer Beschreibung. Es bekommt nie ein Gespräch, einen Kontakt oder eine eingehende Nachricht. Wir verlangen Anbieter, die mit dem Gesendeten nicht trainieren und es nicht speichern; es kann dennoch unter die vorübergehende Aufbewahrung von OpenRouter fallen.",
  ],
  [
    "Zahlung",
    "Noch wird hier nichts berechnet. Sobald es so ist, erhält ein Zahlungsdienst (Stripe), was eine Zahlung braucht.",
  ],
  [
    "Wie lange es bleibt",
    `Ohne andere Angabe Nachrichten ${RETENTION.messages.defaultDays} Tage, Dateien ${RETENTION.media.defaultDays}, was Meta sandte, wie es kam, ${RETENTION.raw_webhooks.defaultDays}, Zustellprotokolle ${RETENTION.delivery_log.defaultDays}, Prüfprotokolle ${RETENTION.audit.defaultDays} mit Adressen ${RETENTION.audit_addresses.defaultDays}, Importe und Exporte ${RETENTION.imports.defaultDays}. Ein Arbeitsbereich kann andere Fristen setzen. Gelöschtes verlässt die Sicherungen binnen ${RETENTION.backups.defaultDays} Tagen. Nachweise der Einwilligung und Hashes derer, denen nicht geschrieben werden darf, bleiben so lange wie der Arbeitsbereich.`,
  ],
  [
    "Ihre Rechte",
    `Auskunft, Berichtigung, Löschung, Einschränkung, Widerspruch, eine Kopie zum Mitnehmen und Beschwerde bei Ihrer Behörde. Schreiben Sie STOPP, um Angebote sofort zu beenden. Für alles andere schreiben Sie an ${supportEmail}.`,
  ],
];

const deletion = ({ supportEmail }: PolicyFacts): readonly PolicySection[] => [
  [
    "Ein Unternehmen hat Ihnen geschrieben",
    "Bitten Sie dieses Unternehmen, Sie zu löschen: Es kann das, und wer gelöscht ist, dem schreibt auch ein späterer Import nicht. STOPP im Chat beendet seine Angebote sofort.",
  ],
  [
    "Sie haben hier ein Konto",
    `Schreiben Sie von der E-Mail Ihres Kontos an ${supportEmail}. Wir löschen es binnen 30 Tagen, mit der letzten Inhaberin auch den Arbeitsbereich.`,
  ],
  [
    "Sie haben über Meta ein WhatsApp-Konto verbunden",
    "Entfernen Sie die App in den Einstellungen von Facebook. Meta sagt es uns, und Sie bekommen einen Code und eine Seite, die sagt, was daraus wurde. Von Ihrem Facebook-Konto bewahren wir nichts auf.",
  ],
];

const asked = ({ supportEmail }: PolicyFacts): PolicyText["asked"] => ({
  data_deletion: [
    "Erledigt: Es gibt nichts zu löschen",
    `Meta bat uns zu löschen, was wir unter der Kennung Ihres Facebook-Kontos bei unserer App haben. Wir haben nichts unter ihr: Ein WhatsApp-Konto zu verbinden gibt uns Zugang zu diesem Konto, nicht zu Ihrem Profil. Von der Bitte bewahren wir diesen Code, einen Hash mit Schlüssel, und ihr Datum. Ein Konto mit E-Mail und Passwort ist etwas anderes: Schreiben Sie an ${supportEmail}, um es löschen zu lassen.`,
  ],
  deauthorize: [
    "Vermerkt: Die App wurde entfernt",
    "Meta sagte uns, dass Sie unsere App entfernt haben. Was Sie verbunden haben, ist nicht mehr zu gebrauchen, sobald Meta sein Token beendet; der Arbeitsbereich sieht es und kann neu verbinden. Von der Mitteilung bewahren wir diesen Code, einen Hash mit Schlüssel, und ihr Datum.",
  ],
});
