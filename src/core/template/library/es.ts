/** The examples in Spanish. */
import type { LibraryTexts } from "#core/template/library/examples";

const footer = "Responde BAJA para no recibir más";

export const ES: LibraryTexts = {
  order_confirmed: {
    body: "Hola, {{1}}: gracias por tu pedido {{2}}. Te avisamos en cuanto salga de aquí.",
    samples: ["Ana", "A-1042"],
    labels: ["Ver mi pedido"],
  },
  order_ready: {
    body: "Hola, {{1}}: tu pedido {{2}} está listo y te espera en el mostrador hasta {{3}} de hoy.",
    samples: ["Ana", "A-1042", "las 19 h"],
    labels: ["Voy para allá"],
  },
  order_shipped: {
    body: "Buenas noticias, {{1}}: tu paquete {{2}} ya salió y debería llegarte {{3}} de esta semana.",
    samples: ["Ana", "A-1042", "el viernes"],
    labels: ["Seguir el envío"],
  },
  delivery_today: {
    body: "Hola, {{1}}: hoy pasamos por tu casa entre las {{2}} y las {{3}} con tu paquete.",
    samples: ["Ana", "14 h", "17 h"],
    labels: ["Estaré en casa", "Déjalo al vecino"],
  },
  delivery_missed: {
    body: "Hola, {{1}}: llamamos a tu puerta a {{2}} y no había nadie. ¿Cuándo podemos volver?",
    samples: ["Ana", "las 10 h"],
    labels: ["Mañana", "Llamar"],
  },
  return_received: {
    body: "Hola, {{1}}: nos llegó la devolución del pedido {{2}}. Tendrás tu dinero en {{3}} días hábiles.",
    samples: ["Ana", "A-1042", "5"],
  },
  payment_received: {
    body: "Gracias, {{1}}. Recibimos tu pago de {{2}} por el pedido {{3}} y la cuenta queda saldada.",
    samples: ["Ana", "24,50", "A-1042"],
    labels: ["Ver el recibo"],
  },
  payment_due: {
    body: "Hola, {{1}}: te recordamos con cariño que tu factura de {{2}} vence el {{3}} de este año.",
    samples: ["Ana", "24,50", "31 de marzo"],
    labels: ["Pagar"],
  },
  payment_failed: {
    body: "Hola, {{1}}: tu banco no dejó pasar el pago de {{2}} y tu pedido queda en espera.",
    samples: ["Ana", "24,50"],
    labels: ["Intentar de nuevo", "Llamar"],
  },
  appointment_booked: {
    body: "Listo, {{1}}: te esperamos el {{2}} a las {{3}} en nuestra consulta.",
    samples: ["Ana", "12 de marzo", "10:30"],
    labels: ["Cambiarla"],
  },
  appointment_reminder: {
    body: "Hola, {{1}}: te esperamos {{2}} a las {{3}} en nuestra consulta. ¿Vendrás?",
    samples: ["Ana", "mañana", "10:30"],
    labels: ["Sí, iré", "Otro día"],
  },
  appointment_moved: {
    body: "Hola, {{1}}: tuvimos que pasar tu cita al {{2}} a las {{3}} y lo sentimos. ¿Te viene bien?",
    samples: ["Ana", "14 de marzo", "11:00"],
    labels: ["Me viene bien", "Otra hora"],
  },
  table_booked: {
    body: "Hola, {{1}}: tu mesa para {{2}} personas queda reservada para {{3}} a tu nombre.",
    samples: ["Ana", "4", "el sábado a las 20 h"],
    labels: ["Cancelarla"],
  },
  class_cancelled: {
    body: "Hola, {{1}}: nuestra profesora está enferma y la clase {{2}} de las {{3}} no se da hoy.",
    samples: ["Ana", "Yoga", "18 h"],
  },
  request_received: {
    body: "Hola, {{1}}: tenemos tu consulta y la guardamos con el número {{2}} en el sistema. Respondemos en un día.",
    samples: ["Ana", "5512"],
  },
  request_solved: {
    body: "Hola, {{1}}: creemos que tu consulta número {{2}} está resuelta. ¿Es así para ti?",
    samples: ["Ana", "5512"],
    labels: ["Sí, gracias", "Todavía no"],
  },
  documents_missing: {
    body: "Hola, {{1}}: para seguir con tu solicitud nos falta {{2}} de tu parte. Puedes mandarla por aquí.",
    samples: ["Ana", "una copia del contrato"],
    labels: ["Llamar"],
  },
  account_opened: {
    body: "¡Te damos la bienvenida, {{1}}! Tu cuenta de cliente está abierta y en ella verás todo lo que pidas.",
    samples: ["Ana"],
    labels: ["Cómo funciona"],
  },
  feedback_wanted: {
    body: "Hola, {{1}}: ¿qué te pareció {{2}} del otro día? Con un toque nos lo dices.",
    samples: ["Ana", "tu corte de pelo"],
    labels: ["Muy bien", "Regular", "Mal"],
  },
  weekend_offer: {
    body: "Hola, {{1}}: este fin de semana tienes {{2}} menos en cada pan que reserves antes del viernes.",
    samples: ["Ana", "15%"],
    footer,
    labels: ["Reservar uno"],
  },
  birthday_coupon: {
    body: "¡Feliz cumpleaños, {{1}}! El código de abajo es nuestro regalo y vale hasta el {{2}} en tienda y en línea.",
    samples: ["Ana", "31 de marzo"],
    footer,
    labels: ["Copiar código", "Ir a la tienda"],
  },
  back_in_stock: {
    body: "Hola, {{1}}: lo pediste y volvió. Tenemos {{2}} en la tienda desde esta mañana.",
    samples: ["Ana", "el pan de centeno"],
    footer,
    labels: ["Verlo"],
  },
  new_arrivals: {
    body: "Hola, {{1}}: llegó nuestra colección de {{2}} y la ves antes que casi nadie.",
    samples: ["Ana", "primavera"],
    footer,
    labels: ["Ver lo nuevo"],
  },
  event_invitation: {
    body: "Hola, {{1}}: te invitamos a nuestra {{2}} el {{3}} de este año. ¿Contamos contigo?",
    samples: ["Ana", "panadería abierta", "12 de abril"],
    footer,
    labels: ["Iré", "Esta vez no"],
  },
};
