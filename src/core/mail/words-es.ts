import type { LetterWords } from "#core/mail/kinds";

const NOT_YOU =
  "Si no fue usted, elija ahora mismo una contraseña nueva: cierra todas las demás sesiones. Después revise sus sesiones en la consola.";
const DONE = "Cuándo: {when}\nDesde la dirección de red: {where}";

export const WORDS_ES: LetterWords = {
  hello: "Hola, {name}:",
  helloThere: "Hola:",
  bye: "--\nWaQtor",
  verify_email: {
    subject: "Confirme su dirección de correo",
    text: [
      "Abra este enlace para confirmar que esta dirección de correo es suya:",
      "{link}",
      "Funciona una vez, durante 24 horas. Si usted no se registró, no haga nada: sin el enlace nadie puede usar su dirección.",
    ],
  },
  confirm_new_email: {
    subject: "Confirme su nueva dirección de correo",
    text: [
      "Alguien pidió usar esta dirección en su cuenta. Si fue usted, abra este enlace:",
      "{link}",
      "Funciona una vez, durante 24 horas. Hasta entonces entra con la dirección anterior. Si no fue usted, no haga nada.",
    ],
  },
  reset_password: {
    subject: "Elija una contraseña nueva",
    text: [
      "Alguien pidió una contraseña nueva para su cuenta. Si fue usted, abra este enlace:",
      "{link}",
      "Funciona una vez, durante 30 minutos. Todas las sesiones terminan cuando se guarda la contraseña nueva. Si no fue usted, no haga nada: su contraseña sigue como está.",
    ],
  },
  invitation: {
    subject: "Le invitan a trabajar en {workspace}",
    text: [
      "Alguien le invita a trabajar en el espacio de trabajo {workspace}. Abra este enlace para unirse:",
      "{link}",
      "Funciona una vez, durante siete días, y solo para esta dirección de correo. Si no conoce a esa persona, no haga nada.",
    ],
  },
  email_change_asked: {
    subject: "Su dirección de correo va a cambiar",
    text: [
      "Alguien pidió usar otra dirección de correo en su cuenta. Cambia en cuanto se confirme la dirección nueva.",
      DONE,
      NOT_YOU,
    ],
  },
  email_changed: {
    subject: "Su dirección de correo cambió",
    text: [
      "Su cuenta tiene ahora otra dirección de correo. Con esta ya no se entra.",
      DONE,
      "Si no fue usted, escriba a la dirección de soporte que envía esta carta.",
    ],
  },
  password_changed: {
    subject: "Su contraseña cambió",
    text: [
      "Su cuenta tiene una contraseña nueva. Las demás sesiones se cerraron.",
      DONE,
      "Si no fue usted, pida ahora mismo una contraseña nueva en la página de entrada.",
    ],
  },
  session_ended: {
    subject: "Se cerró una sesión suya",
    text: [
      "Una clave que mantiene abierta su sesión se usó por segunda vez, así que puede estar en otras manos. Cerramos esa sesión; entre de nuevo.",
      DONE,
      NOT_YOU,
    ],
  },
  recovery_code_used: {
    subject: "Se usó un código de recuperación",
    text: [
      "Alguien entró en su cuenta con un código de recuperación. Códigos que quedan: {left}.",
      DONE,
      NOT_YOU,
    ],
  },
  mfa_on: {
    subject: "Entrar pide ahora un segundo paso",
    text: ["Desde ahora su cuenta pide un código de su aplicación.", DONE, NOT_YOU],
  },
  mfa_off: {
    subject: "Entrar ya no pide un segundo paso",
    text: ["Su cuenta ya no pide un código de su aplicación.", DONE, NOT_YOU],
  },
};
