/** The examples in German. */
import type { LibraryTexts } from "#core/template/library/examples";

const footer = "Antworte STOPP, um nichts mehr davon zu bekommen";

export const DE: LibraryTexts = {
  order_confirmed: {
    body: "Hallo {{1}}, danke für deine Bestellung {{2}}. Wir melden uns, sobald sie unser Haus verlässt.",
    samples: ["Ana", "A-1042"],
    labels: ["Zur Bestellung"],
  },
  order_ready: {
    body: "Hallo {{1}}, deine Bestellung {{2}} ist gepackt und liegt heute bis {{3}} an der Theke bereit.",
    samples: ["Ana", "A-1042", "19 Uhr"],
    labels: ["Bin unterwegs"],
  },
  order_shipped: {
    body: "Gute Nachricht, {{1}}: dein Paket {{2}} ist unterwegs und sollte bis {{3}} bei dir sein.",
    samples: ["Ana", "A-1042", "Freitag"],
    labels: ["Verfolgen"],
  },
  delivery_today: {
    body: "Hallo {{1}}, heute zwischen {{2}} und {{3}} Uhr kommt unser Fahrer mit deinem Paket.",
    samples: ["Ana", "14", "17"],
    labels: ["Ich bin da", "Zum Nachbarn"],
  },
  delivery_missed: {
    body: "Hallo {{1}}, wir haben um {{2}} Uhr geklingelt und niemanden angetroffen. Wann dürfen wir wiederkommen?",
    samples: ["Ana", "10"],
    labels: ["Morgen", "Anrufen"],
  },
  return_received: {
    body: "Hallo {{1}}, deine Rücksendung zur Bestellung {{2}} ist da. Dein Geld hast du in {{3}} Werktagen.",
    samples: ["Ana", "A-1042", "5"],
  },
  payment_received: {
    body: "Danke, {{1}}. Deine Zahlung von {{2}} zur Bestellung {{3}} ist eingegangen, die Rechnung ist beglichen.",
    samples: ["Ana", "24,50 €", "A-1042"],
    labels: ["Zum Beleg"],
  },
  payment_due: {
    body: "Hallo {{1}}, eine freundliche Erinnerung: deine Rechnung über {{2}} ist am {{3}} dieses Jahres fällig.",
    samples: ["Ana", "24,50 €", "31. März"],
    labels: ["Bezahlen"],
  },
  payment_failed: {
    body: "Hallo {{1}}, deine Bank hat die Zahlung von {{2}} nicht durchgelassen. Deine Bestellung wartet so lange.",
    samples: ["Ana", "24,50 €"],
    labels: ["Noch einmal", "Anrufen"],
  },
  appointment_booked: {
    body: "Abgemacht, {{1}}: wir erwarten dich am {{2}} um {{3}} Uhr in unserer Praxis.",
    samples: ["Ana", "12. März", "10:30"],
    labels: ["Verschieben"],
  },
  appointment_reminder: {
    body: "Hallo {{1}}, wir freuen uns auf dich {{2}} um {{3}} Uhr in unserer Praxis. Kommst du?",
    samples: ["Ana", "morgen", "10:30"],
    labels: ["Ja, ich komme", "Ein anderer Tag"],
  },
  appointment_moved: {
    body: "Hallo {{1}}, wir mussten deinen Termin auf den {{2}} um {{3}} Uhr verlegen, entschuldige. Passt es dir?",
    samples: ["Ana", "14. März", "11:00"],
    labels: ["Passt mir", "Andere Zeit"],
  },
  table_booked: {
    body: "Hallo {{1}}, dein Tisch für {{2}} Personen ist für {{3}} auf deinen Namen reserviert.",
    samples: ["Ana", "4", "Samstag um 20 Uhr"],
    labels: ["Absagen"],
  },
  class_cancelled: {
    body: "Hallo {{1}}, unsere Lehrerin ist krank, deshalb fällt der Kurs {{2}} um {{3}} Uhr heute aus.",
    samples: ["Ana", "Yoga", "18"],
  },
  request_received: {
    body: "Hallo {{1}}, deine Anfrage ist da und hat bei uns die Nummer {{2}} bekommen. Wir antworten binnen eines Tages.",
    samples: ["Ana", "5512"],
  },
  request_solved: {
    body: "Hallo {{1}}, deine Anfrage mit der Nummer {{2}} ist gelöst, glauben wir. Siehst du es auch so?",
    samples: ["Ana", "5512"],
    labels: ["Ja, danke", "Noch nicht"],
  },
  documents_missing: {
    body: "Hallo {{1}}, für deinen Antrag fehlt uns noch {{2}} von dir. Du kannst sie gleich hier schicken.",
    samples: ["Ana", "eine Kopie des Vertrags"],
    labels: ["Anrufen"],
  },
  account_opened: {
    body: "Willkommen, {{1}}! Dein Kundenkonto ist offen, und alles, was du bestellst, findest du darin.",
    samples: ["Ana"],
    labels: ["So geht es"],
  },
  feedback_wanted: {
    body: "Hallo {{1}}, wie zufrieden warst du mit {{2}} neulich bei uns? Ein Tipp genügt.",
    samples: ["Ana", "deinem Haarschnitt"],
    labels: ["Sehr", "Geht so", "Gar nicht"],
  },
  weekend_offer: {
    body: "Hallo {{1}}, an diesem Wochenende bekommst du {{2}} Nachlass auf jedes Brot, das du bis Freitag reservierst.",
    samples: ["Ana", "15 %"],
    footer,
    labels: ["Reservieren"],
  },
  birthday_coupon: {
    body: "Alles Gute zum Geburtstag, {{1}}! Der Code hier ist unser Geschenk und gilt bis {{2}} im Laden und im Netz.",
    samples: ["Ana", "31. März"],
    footer,
    labels: ["Code kopieren", "Zum Laden"],
  },
  back_in_stock: {
    body: "Hallo {{1}}, du hast danach gefragt: {{2}} liegt seit heute früh wieder im Regal.",
    samples: ["Ana", "das Roggenbrot"],
    footer,
    labels: ["Ansehen"],
  },
  new_arrivals: {
    body: "Hallo {{1}}, unsere Kollektion für den {{2}} ist da, und du siehst sie als eine der Ersten.",
    samples: ["Ana", "Frühling"],
    footer,
    labels: ["Neues ansehen"],
  },
  event_invitation: {
    body: "Hallo {{1}}, wir laden dich in unsere {{2}} am {{3}} dieses Jahres ein. Bist du dabei?",
    samples: ["Ana", "offene Backstube", "12. April"],
    footer,
    labels: ["Ich komme", "Diesmal nicht"],
  },
};
