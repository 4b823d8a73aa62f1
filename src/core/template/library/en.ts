/** The examples in English. */
import type { LibraryTexts } from "#core/template/library/examples";

const footer = "Reply STOP to get no more of these";

export const EN: LibraryTexts = {
  order_confirmed: {
    body: "Hello {{1}}, thank you for your order {{2}}. We tell you as soon as it leaves us.",
    samples: ["Ana", "A-1042"],
    labels: ["See my order"],
  },
  order_ready: {
    body: "Hello {{1}}, your order {{2}} is packed and waits at our counter until {{3}} today.",
    samples: ["Ana", "A-1042", "7 pm"],
    labels: ["I am on my way"],
  },
  order_shipped: {
    body: "Good news, {{1}}: your parcel {{2}} has left us and should reach you by {{3}} this week.",
    samples: ["Ana", "A-1042", "Friday"],
    labels: ["Follow it"],
  },
  delivery_today: {
    body: "Hello {{1}}, our driver comes to you today between {{2}} and {{3}} with your parcel.",
    samples: ["Ana", "2 pm", "5 pm"],
    labels: ["I am at home", "Leave it next door"],
  },
  delivery_missed: {
    body: "Hello {{1}}, we rang your bell at {{2}} and nobody was in. When may we come again?",
    samples: ["Ana", "10 am"],
    labels: ["Tomorrow", "Call us"],
  },
  return_received: {
    body: "Hello {{1}}, your return of order {{2}} has reached us. You have your money within {{3}} working days.",
    samples: ["Ana", "A-1042", "5"],
  },
  payment_received: {
    body: "Thank you, {{1}}. We have received your payment of {{2}} for order {{3}} and closed the bill.",
    samples: ["Ana", "24.50", "A-1042"],
    labels: ["See the receipt"],
  },
  payment_due: {
    body: "Hello {{1}}, a friendly reminder: your bill of {{2}} is due on {{3}} this year.",
    samples: ["Ana", "24.50", "31 March"],
    labels: ["Pay it"],
  },
  payment_failed: {
    body: "Hello {{1}}, your bank did not let your payment of {{2}} through. Your order waits for you until then.",
    samples: ["Ana", "24.50"],
    labels: ["Try again", "Call us"],
  },
  appointment_booked: {
    body: "It is settled, {{1}}: we expect you on {{2}} at {{3}} in our practice.",
    samples: ["Ana", "12 March", "10:30"],
    labels: ["Move it"],
  },
  appointment_reminder: {
    body: "Hello {{1}}, we look forward to seeing you {{2}} at {{3}} in our practice. Will you be there?",
    samples: ["Ana", "tomorrow", "10:30"],
    labels: ["Yes, I will", "Another day"],
  },
  appointment_moved: {
    body: "Hello {{1}}, we had to move your appointment to {{2}} at {{3}} and are sorry for it. Does it suit you?",
    samples: ["Ana", "14 March", "11:00"],
    labels: ["It does", "Another time"],
  },
  table_booked: {
    body: "Hello {{1}}, your table for {{2}} people is kept for {{3}} under your name.",
    samples: ["Ana", "4", "Saturday at 8 pm"],
    labels: ["Cancel it"],
  },
  class_cancelled: {
    body: "Hello {{1}}, our teacher is ill, so the class {{2}} at {{3}} does not take place today.",
    samples: ["Ana", "Yoga", "6 pm"],
  },
  request_received: {
    body: "Hello {{1}}, we have your request and keep it under number {{2}} in our books. We answer within a day.",
    samples: ["Ana", "5512"],
  },
  request_solved: {
    body: "Hello {{1}}, your request with the number {{2}} is solved, we believe. Is it so for you?",
    samples: ["Ana", "5512"],
    labels: ["Yes, thank you", "Not yet"],
  },
  documents_missing: {
    body: "Hello {{1}}, to go on with your application we still need {{2}} from you. You may send it right here.",
    samples: ["Ana", "a copy of your lease"],
    labels: ["Call us"],
  },
  account_opened: {
    body: "Welcome, {{1}}! Your customer account is open, and everything you order will stand in it.",
    samples: ["Ana"],
    labels: ["How it works"],
  },
  feedback_wanted: {
    body: "Hello {{1}}, how content were you with {{2}} the other day? One tap tells us.",
    samples: ["Ana", "your haircut"],
    labels: ["Very", "So so", "Not at all"],
  },
  weekend_offer: {
    body: "Hello {{1}}, this weekend you get {{2}} off every loaf that you reserve before Friday.",
    samples: ["Ana", "15%"],
    footer,
    labels: ["Reserve one"],
  },
  birthday_coupon: {
    body: "Happy birthday, {{1}}! The code below is our present to you, good until {{2}} in shop and online.",
    samples: ["Ana", "31 March"],
    footer,
    labels: ["Copy offer code", "To the shop"],
  },
  back_in_stock: {
    body: "Hello {{1}}, you asked for it: {{2}} is back on our shelves since this morning.",
    samples: ["Ana", "the rye sourdough"],
    footer,
    labels: ["Look at it"],
  },
  new_arrivals: {
    body: "Hello {{1}}, our {{2}} collection has arrived, and you are among the first to see it.",
    samples: ["Ana", "spring"],
    footer,
    labels: ["See what is new"],
  },
  event_invitation: {
    body: "Hello {{1}}, we invite you to our {{2}} on {{3}} this year. Shall we count on you?",
    samples: ["Ana", "open bakery", "12 April"],
    footer,
    labels: ["I will come", "Not this time"],
  },
};
