import type { LetterWords } from "#core/mail/kinds";

const NOT_YOU =
  "Se não foi você, escolha já uma nova senha: ela encerra todas as outras sessões. Depois confira as suas sessões no console.";
const DONE = "Quando: {when}\nDo endereço de rede: {where}";

export const WORDS_PT: LetterWords = {
  hello: "Olá, {name}!",
  helloThere: "Olá!",
  bye: "--\nWaQtor",
  verify_email: {
    subject: "Confirme o seu endereço de e-mail",
    text: [
      "Abra este link para confirmar que este endereço de e-mail é seu:",
      "{link}",
      "Ele funciona uma vez, por 24 horas. Se você não se cadastrou, não faça nada: sem o link ninguém pode usar o seu endereço.",
    ],
  },
  confirm_new_email: {
    subject: "Confirme o seu novo endereço de e-mail",
    text: [
      "Alguém pediu para usar este endereço na própria conta. Se foi você, abra este link:",
      "{link}",
      "Ele funciona uma vez, por 24 horas. Até lá você entra com o endereço antigo. Se não foi você, não faça nada.",
    ],
  },
  reset_password: {
    subject: "Escolha uma nova senha",
    text: [
      "Alguém pediu uma nova senha para a sua conta. Se foi você, abra este link:",
      "{link}",
      "Ele funciona uma vez, por 30 minutos. Todas as sessões terminam quando a nova senha é definida. Se não foi você, não faça nada: a sua senha continua como está.",
    ],
  },
  invitation: {
    subject: "Você foi convidado para trabalhar em {workspace}",
    text: [
      "Alguém convida você para trabalhar no espaço de trabalho {workspace}. Abra este link para entrar:",
      "{link}",
      "Ele funciona uma vez, por sete dias, e só para este endereço de e-mail. Se você não conhece essa pessoa, não faça nada.",
    ],
  },
  email_change_asked: {
    subject: "O seu endereço de e-mail vai mudar",
    text: [
      "Alguém pediu para usar outro endereço de e-mail na sua conta. Ele muda assim que o novo endereço for confirmado.",
      DONE,
      NOT_YOU,
    ],
  },
  email_changed: {
    subject: "O seu endereço de e-mail mudou",
    text: [
      "A sua conta agora tem outro endereço de e-mail. Este não entra mais.",
      DONE,
      "Se não foi você, escreva para o endereço de suporte que envia esta mensagem.",
    ],
  },
  password_changed: {
    subject: "A sua senha mudou",
    text: [
      "A sua conta tem uma nova senha. As outras sessões foram encerradas.",
      DONE,
      "Se não foi você, peça já uma nova senha na página de entrada.",
    ],
  },
  session_ended: {
    subject: "Uma sessão sua foi encerrada",
    text: [
      "Uma chave que mantém você conectado foi usada pela segunda vez, então pode estar em outras mãos. Encerramos essa sessão; entre de novo.",
      DONE,
      NOT_YOU,
    ],
  },
  recovery_code_used: {
    subject: "Um código de recuperação foi usado",
    text: [
      "Alguém entrou na sua conta com um código de recuperação. Códigos que restam: {left}.",
      DONE,
      NOT_YOU,
    ],
  },
  mfa_on: {
    subject: "A entrada agora tem um segundo passo",
    text: ["A partir de agora a sua conta pede um código do seu aplicativo.", DONE, NOT_YOU],
  },
  mfa_off: {
    subject: "A entrada não tem mais um segundo passo",
    text: ["A sua conta não pede mais um código do seu aplicativo.", DONE, NOT_YOU],
  },
};
