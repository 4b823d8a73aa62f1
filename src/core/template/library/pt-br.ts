/** The examples in Brazilian Portuguese. */
import type { LibraryTexts } from "#core/template/library/examples";

const footer = "Responda SAIR para não receber mais";

export const PT_BR: LibraryTexts = {
  order_confirmed: {
    body: "Olá, {{1}}! Obrigado pelo seu pedido {{2}}. Avisamos assim que ele sair daqui.",
    samples: ["Ana", "A-1042"],
    labels: ["Ver meu pedido"],
  },
  order_ready: {
    body: "Olá, {{1}}! Seu pedido {{2}} está pronto e espera por você no balcão até as {{3}} de hoje.",
    samples: ["Ana", "A-1042", "19h"],
    labels: ["Estou a caminho"],
  },
  order_shipped: {
    body: "Boa notícia, {{1}}: seu pacote {{2}} já saiu e deve chegar até {{3}} desta semana.",
    samples: ["Ana", "A-1042", "sexta"],
    labels: ["Acompanhar"],
  },
  delivery_today: {
    body: "Olá, {{1}}! Passamos na sua casa hoje entre {{2}} e {{3}} com o seu pacote.",
    samples: ["Ana", "14h", "17h"],
    labels: ["Estarei em casa", "Deixe no vizinho"],
  },
  delivery_missed: {
    body: "Olá, {{1}}! Tocamos sua campainha às {{2}} e não havia ninguém. Quando podemos voltar?",
    samples: ["Ana", "10h"],
    labels: ["Amanhã", "Ligar"],
  },
  return_received: {
    body: "Olá, {{1}}! A devolução do pedido {{2}} chegou. Você recebe seu dinheiro em {{3}} dias úteis.",
    samples: ["Ana", "A-1042", "5"],
  },
  payment_received: {
    body: "Obrigado, {{1}}. Recebemos seu pagamento de {{2}} pelo pedido {{3}} e a conta está quitada.",
    samples: ["Ana", "R$ 24,50", "A-1042"],
    labels: ["Ver o recibo"],
  },
  payment_due: {
    body: "Olá, {{1}}! Um lembrete amigo: sua fatura de {{2}} vence em {{3}} deste ano.",
    samples: ["Ana", "R$ 24,50", "31 de março"],
    labels: ["Pagar"],
  },
  payment_failed: {
    body: "Olá, {{1}}! Seu banco não deixou passar o pagamento de {{2}} e seu pedido está em espera.",
    samples: ["Ana", "R$ 24,50"],
    labels: ["Tentar de novo", "Ligar"],
  },
  appointment_booked: {
    body: "Combinado, {{1}}: esperamos você em {{2}} às {{3}} no consultório.",
    samples: ["Ana", "12 de março", "10:30"],
    labels: ["Remarcar"],
  },
  appointment_reminder: {
    body: "Olá, {{1}}! Esperamos você {{2}} às {{3}} no consultório. Você vem?",
    samples: ["Ana", "amanhã", "10:30"],
    labels: ["Sim, vou", "Outro dia"],
  },
  appointment_moved: {
    body: "Olá, {{1}}! Precisamos mudar seu horário para {{2}} às {{3}} e pedimos desculpas. Serve para você?",
    samples: ["Ana", "14 de março", "11:00"],
    labels: ["Serve", "Outra hora"],
  },
  table_booked: {
    body: "Olá, {{1}}! Sua mesa para {{2}} pessoas está reservada para {{3}} em seu nome.",
    samples: ["Ana", "4", "sábado às 20h"],
    labels: ["Desmarcar"],
  },
  class_cancelled: {
    body: "Olá, {{1}}! Nossa professora adoeceu e a aula {{2}} das {{3}} não acontece hoje.",
    samples: ["Ana", "Yoga", "18h"],
  },
  request_received: {
    body: "Olá, {{1}}! Recebemos sua solicitação e a guardamos com o número {{2}} no sistema. Respondemos em um dia.",
    samples: ["Ana", "5512"],
  },
  request_solved: {
    body: "Olá, {{1}}! Achamos que sua solicitação número {{2}} está resolvida. É isso mesmo?",
    samples: ["Ana", "5512"],
    labels: ["Sim, obrigado", "Ainda não"],
  },
  documents_missing: {
    body: "Olá, {{1}}! Para seguir com seu cadastro ainda falta {{2}} da sua parte. Pode mandar por aqui.",
    samples: ["Ana", "uma cópia do contrato"],
    labels: ["Ligar"],
  },
  account_opened: {
    body: "Boas-vindas, {{1}}! Sua conta de cliente está aberta e nela fica tudo o que você pedir.",
    samples: ["Ana"],
    labels: ["Como funciona"],
  },
  feedback_wanted: {
    body: "Olá, {{1}}! O que você achou de {{2}} no outro dia? Um toque já nos diz.",
    samples: ["Ana", "o seu corte de cabelo"],
    labels: ["Ótimo", "Mais ou menos", "Ruim"],
  },
  weekend_offer: {
    body: "Olá, {{1}}! Neste fim de semana você tem {{2}} a menos em cada pão que reservar até sexta.",
    samples: ["Ana", "15%"],
    footer,
    labels: ["Reservar um"],
  },
  birthday_coupon: {
    body: "Feliz aniversário, {{1}}! O código abaixo é nosso presente e vale até {{2}} na loja e no site.",
    samples: ["Ana", "31 de março"],
    footer,
    labels: ["Copiar código", "Ir para a loja"],
  },
  back_in_stock: {
    body: "Olá, {{1}}! Você pediu e voltou: temos {{2}} na loja desde hoje cedo.",
    samples: ["Ana", "o pão de centeio"],
    footer,
    labels: ["Ver"],
  },
  new_arrivals: {
    body: "Olá, {{1}}! Nossa coleção de {{2}} chegou, e você está entre os primeiros a ver.",
    samples: ["Ana", "outono"],
    footer,
    labels: ["Ver as novidades"],
  },
  event_invitation: {
    body: "Olá, {{1}}! Convidamos você para a nossa {{2}} em {{3}} deste ano. Contamos com você?",
    samples: ["Ana", "padaria aberta", "12 de abril"],
    footer,
    labels: ["Eu vou", "Desta vez não"],
  },
};
