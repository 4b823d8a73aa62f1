import type { Letter } from "#core/mail/letter";
import { letterLocale, type LetterLocale } from "#core/mail/locale";
import { plainName } from "#core/mail/plain-name";

/** What the members of a workspace are told: that it was closed, or that it was taken back. */
export type ClosingNews = "closed" | "restored";

/** What a letter says of the workspace. */
interface About {
  readonly workspace: string;
  /** The day on which it is gone, UTC, as `YYYY-MM-DD`. */
  readonly day: string;
}

type Words = Readonly<
  Record<
    ClosingNews,
    { readonly subject: (of: About) => string; readonly lines: readonly ((of: About) => string)[] }
  >
>;

const WORDS: Readonly<Record<LetterLocale, Words>> = {
  en: {
    closed: {
      subject: ({ workspace }) => `${workspace} was closed`,
      lines: [
        ({ workspace, day }) =>
          `An owner closed the workspace “${workspace}”. Nothing is sent any more, and on ${day} (UTC) all of it is deleted for good.`,
        () => "Until then an owner can restore it, and it can still be read and exported:",
      ],
    },
    restored: {
      subject: ({ workspace }) => `${workspace} was restored`,
      lines: [
        ({ workspace }) =>
          `An owner restored the workspace “${workspace}”. It goes on as before, and nothing is deleted:`,
      ],
    },
  },
  pt: {
    closed: {
      subject: ({ workspace }) => `${workspace} foi encerrado`,
      lines: [
        ({ workspace, day }) =>
          `Um proprietário encerrou o espaço de trabalho “${workspace}”. Nada mais é enviado, e em ${day} (UTC) tudo será excluído definitivamente.`,
        () =>
          "Até lá um proprietário pode restaurá-lo, e ainda é possível ler e exportar os dados:",
      ],
    },
    restored: {
      subject: ({ workspace }) => `${workspace} foi restaurado`,
      lines: [
        ({ workspace }) =>
          `Um proprietário restaurou o espaço de trabalho “${workspace}”. Ele continua como antes, e nada será excluído:`,
      ],
    },
  },
  es: {
    closed: {
      subject: ({ workspace }) => `${workspace} se cerró`,
      lines: [
        ({ workspace, day }) =>
          `Un propietario cerró el espacio de trabajo “${workspace}”. Ya no se envía nada, y el ${day} (UTC) todo se eliminará de forma definitiva.`,
        () => "Hasta entonces un propietario puede restaurarlo, y aún se puede leer y exportar:",
      ],
    },
    restored: {
      subject: ({ workspace }) => `${workspace} se restauró`,
      lines: [
        ({ workspace }) =>
          `Un propietario restauró el espacio de trabajo “${workspace}”. Sigue como antes, y no se elimina nada:`,
      ],
    },
  },
  de: {
    closed: {
      subject: ({ workspace }) => `${workspace} wurde geschlossen`,
      lines: [
        ({ workspace, day }) =>
          `Ein Inhaber hat den Arbeitsbereich „${workspace}“ geschlossen. Es wird nichts mehr gesendet, und am ${day} (UTC) wird alles endgültig gelöscht.`,
        () =>
          "Bis dahin kann ein Inhaber ihn wiederherstellen, und er kann noch gelesen und exportiert werden:",
      ],
    },
    restored: {
      subject: ({ workspace }) => `${workspace} wurde wiederhergestellt`,
      lines: [
        ({ workspace }) =>
          `Ein Inhaber hat den Arbeitsbereich „${workspace}“ wiederhergestellt. Er läuft weiter wie zuvor, und nichts wird gelöscht:`,
      ],
    },
  },
};

/**
 * Write to a member that the workspace was closed or taken back.
 *
 * @param of.closingAt When it is or would have been gone, Unix ms.
 */
export function closingLetter(
  news: ClosingNews,
  of: {
    readonly locale: string;
    readonly workspace: string;
    readonly closingAt: number;
    readonly consoleUrl: string;
  },
): Letter {
  const { subject, lines } = WORDS[letterLocale(of.locale)][news];
  const about = {
    workspace: plainName(of.workspace),
    day: new Date(of.closingAt).toISOString().slice(0, 10),
  };
  return {
    subject: subject(about),
    text: `${[...lines.map((line) => line(about)), of.consoleUrl].join("\n")}\n`,
  };
}
