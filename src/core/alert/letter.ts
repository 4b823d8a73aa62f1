import type { AlertKind } from "#core/alert/kinds";
import type { Letter } from "#core/mail/letter";
import { letterLocale, type LetterLocale } from "#core/mail/locale";
import { plainName } from "#core/mail/plain-name";

const SENTENCES: Readonly<Record<LetterLocale, Readonly<Record<AlertKind, string>>>> = {
  en: {
    number_restricted: "Meta restricted a number: nothing is sent from it.",
    number_needs_reauth: "A number needs a new access token: nothing is sent from it.",
    number_quality_red: "Meta rates the quality of a number red.",
    token_expiring: "The access token of a number ends soon.",
    account_alert: "Meta warns of an account.",
    template_rejected: "Meta rejected a template.",
    template_paused: "Meta paused a template.",
    template_disabled: "Meta disabled a template.",
    campaign_paused: "A campaign was paused because of what Meta answered.",
    automation_failed: "An automation could not go on.",
    webhook_disabled: "A webhook was turned off because it failed for long; nothing is sent to it.",
    unknown_sends: "Nobody can tell whether Meta took a message; it is not sent again by itself.",
    opt_out_rate: "Many people stopped your marketing messages within a day.",
    ai_cap_reached: "The AI drafts of this month are used up; an owner can raise the cap.",
    storage_nearly_full: "The workspace's database is nearly full.",
  },
  pt: {
    number_restricted: "A Meta restringiu um número: nada é enviado por ele.",
    number_needs_reauth: "Um número precisa de um novo token de acesso: nada é enviado por ele.",
    number_quality_red: "A Meta avalia a qualidade de um número como vermelha.",
    token_expiring: "O token de acesso de um número expira em breve.",
    account_alert: "A Meta avisa sobre uma conta.",
    template_rejected: "A Meta rejeitou um modelo.",
    template_paused: "A Meta pausou um modelo.",
    template_disabled: "A Meta desativou um modelo.",
    campaign_paused: "Uma campanha foi pausada por causa de uma resposta da Meta.",
    automation_failed: "Uma automação não pôde continuar.",
    webhook_disabled:
      "Um webhook foi desligado porque falhou por muito tempo; nada é enviado a ele.",
    unknown_sends:
      "Não se sabe se a Meta aceitou uma mensagem; ela não é reenviada automaticamente.",
    opt_out_rate: "Muitas pessoas cancelaram as suas mensagens de marketing em um dia.",
    ai_cap_reached:
      "Os rascunhos de IA deste mês acabaram; um proprietário pode aumentar o limite.",
    storage_nearly_full: "O banco de dados do espaço de trabalho está quase cheio.",
  },
  es: {
    number_restricted: "Meta restringió un número: no se envía nada desde él.",
    number_needs_reauth: "Un número necesita un nuevo token de acceso: no se envía nada desde él.",
    number_quality_red: "Meta califica en rojo la calidad de un número.",
    token_expiring: "El token de acceso de un número caduca pronto.",
    account_alert: "Meta avisa sobre una cuenta.",
    template_rejected: "Meta rechazó una plantilla.",
    template_paused: "Meta pausó una plantilla.",
    template_disabled: "Meta desactivó una plantilla.",
    campaign_paused: "Una campaña se pausó por lo que respondió Meta.",
    automation_failed: "Una automatización no pudo continuar.",
    webhook_disabled: "Un webhook se apagó porque falló mucho tiempo; no se le envía nada.",
    unknown_sends: "No se sabe si Meta aceptó un mensaje; no se reenvía por sí solo.",
    opt_out_rate: "Muchas personas cancelaron sus mensajes de marketing en un día.",
    ai_cap_reached:
      "Los borradores de IA de este mes se agotaron; un propietario puede subir el límite.",
    storage_nearly_full: "La base de datos del espacio de trabajo está casi llena.",
  },
  de: {
    number_restricted: "Meta hat eine Nummer eingeschränkt: Von ihr wird nichts gesendet.",
    number_needs_reauth:
      "Eine Nummer braucht ein neues Zugriffstoken: Von ihr wird nichts gesendet.",
    number_quality_red: "Meta bewertet die Qualität einer Nummer mit Rot.",
    token_expiring: "Das Zugriffstoken einer Nummer läuft bald ab.",
    account_alert: "Meta warnt wegen eines Kontos.",
    template_rejected: "Meta hat eine Vorlage abgelehnt.",
    template_paused: "Meta hat eine Vorlage pausiert.",
    template_disabled: "Meta hat eine Vorlage deaktiviert.",
    campaign_paused: "Eine Kampagne wurde wegen einer Antwort von Meta angehalten.",
    automation_failed: "Eine Automatisierung konnte nicht weiterlaufen.",
    webhook_disabled:
      "Ein Webhook wurde abgeschaltet, weil er lange scheiterte; ihm wird nichts gesendet.",
    unknown_sends:
      "Ob Meta eine Nachricht angenommen hat, ist ungewiss; sie wird nicht von selbst erneut gesendet.",
    opt_out_rate: "Viele Menschen haben Ihre Werbenachrichten an einem Tag abbestellt.",
    ai_cap_reached:
      "Die KI-Entwürfe dieses Monats sind aufgebraucht; ein Inhaber kann die Grenze anheben.",
    storage_nearly_full: "Die Datenbank des Arbeitsbereichs ist fast voll.",
  },
};

const FRAMES: Readonly<
  Record<LetterLocale, { readonly seeIn: (workspace: string) => string; readonly why: string }>
> = {
  en: {
    seeIn: (workspace) => `See to it in the workspace “${workspace}”:`,
    why: "You asked to be told of this. In the workspace's settings you can choose otherwise.",
  },
  pt: {
    seeIn: (workspace) => `Veja no espaço de trabalho “${workspace}”:`,
    why: "Você pediu para ser avisado. Nas configurações do espaço de trabalho você pode mudar isso.",
  },
  es: {
    seeIn: (workspace) => `Revíselo en el espacio de trabajo “${workspace}”:`,
    why: "Usted pidió que le avisáramos. En los ajustes del espacio de trabajo puede cambiarlo.",
  },
  de: {
    seeIn: (workspace) => `Sehen Sie im Arbeitsbereich „${workspace}“ nach:`,
    why: "Sie wollten davon erfahren. In den Einstellungen des Arbeitsbereichs können Sie das ändern.",
  },
};

/** Write of an alert: what happened and where to look; ids and the workspace's name, and nothing of a customer. */
export function letterOf(
  { kind, subject }: { readonly kind: AlertKind; readonly subject: string | null },
  of: { readonly locale: string; readonly workspace: string; readonly consoleUrl: string },
): Letter {
  const locale = letterLocale(of.locale);
  const { seeIn, why } = FRAMES[locale];
  const sentence = SENTENCES[locale][kind];
  const workspace = plainName(of.workspace);
  return {
    subject: `${workspace}: ${sentence}`,
    text: `${[sentence, ...(subject === null ? [] : [subject]), "", seeIn(workspace), of.consoleUrl, "", "--", why].join("\n")}\n`,
  };
}
