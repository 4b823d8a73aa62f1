import {
  POLICY,
  type PolicyFacts,
  type PolicySection,
  type PolicyText,
} from "#core/policy/version";
import { RETENTION } from "#core/retention/classes";

export const textEs = (facts: PolicyFacts): PolicyText => ({
  title: "Política de privacidad",
  dates: `Última actualización: ${POLICY.updatedOn}. Vigente desde ${POLICY.effectiveOn}. Versión ${POLICY.version}.`,
  sections: [...sections(facts), ...more(facts)],
  deletionTitle: "Borre sus datos",
  deletion: deletion(facts),
  asked: asked(facts),
  askedOn: "Recibido el",
});

const sections = ({ publicUrl }: PolicyFacts): readonly PolicySection[] => [
  [
    "Qué abarca",
    `WaQtor en ${publicUrl}: este sitio y la plataforma en la que muchas empresas escriben con sus clientes por WhatsApp.`,
  ],
  [
    "Quién es responsable",
    "De las cuentas, nosotros. De los contactos, conversaciones y campañas, la responsable es la empresa dueña del espacio de trabajo: solo ella decide a quién escribe y con qué base, según el RGPD, la LGPD, la CCPA o la ley que le corresponda. Tratamos esos datos por encargo suyo. Si una empresa le escribió, pregunte primero a esa empresa; la ayudamos a responder.",
  ],
  [
    "Qué contiene una cuenta",
    "Nombre completo, correo, zona horaria y una contraseña guardada como hash irreversible. No se pide nada más que identifique a una persona. Los actos se anotan en registros de auditoría con dirección IP y User-Agent, por seguridad.",
  ],
  [
    "Qué contiene un espacio sobre los clientes",
    "Números de teléfono, los identificadores de usuario por empresa y nombres de usuario de WhatsApp, nombres visibles, lo dicho en ambos sentidos con sus archivos, horas y estados de entrega, consentimientos con su prueba, y lo que la empresa anote.",
  ],
  [
    "Dónde está",
    "Cada espacio tiene su propia base de datos y su propia parte de un almacén privado, en Cloudflare. Los archivos se leen con una credencial o un enlace que caduca. Los tokens se sellan con AES-256; lo que solo se compara se guarda como hash. Todo viaja por TLS.",
  ],
  [
    "Quién más lo ve",
    "Meta transporta los mensajes. Cloudflare opera los servidores. Los webhooks del propio espacio y los pasos HTTP de sus automatizaciones sacan datos a petición suya, adonde él diga. Nadie más. Los datos personales no se venden, intercambian ni alquilan, y ninguna página nuestra lleva script, letra o píxel ajeno, ni cookie antes de iniciar sesión.",
  ],
];

const more = ({ supportEmail }: PolicyFacts): readonly PolicySection[] => [
  [
    "Inteligencia artificial",
    "Cuando un propietario la activa, un modelo al que se llega por OpenRouter (Gemini o Qwen) redacta plantillas de campaña a partir de un encargo. Nunca recibe una conversación, un contacto ni un mensaje entrante. Pedimos proveedores que no entrenen con lo enviado ni lo guarden; aun así puede quedar bajo la retención temporal de OpenRouter.",
  ],
  [
    "Pago",
    "Aquí aún no se cobra nada. Cuando se cobre, un proveedor de pagos (Stripe) recibirá lo que un pago necesita.",
  ],
  [
    "Cuánto se guarda",
    `Por omisión, mensajes ${RETENTION.messages.defaultDays} días, archivos ${RETENTION.media.defaultDays}, lo que Meta envió tal como llegó ${RETENTION.raw_webhooks.defaultDays}, registros de entrega ${RETENTION.delivery_log.defaultDays}, registros de auditoría ${RETENTION.audit.defaultDays} con direcciones ${RETENTION.audit_addresses.defaultDays}, importaciones y exportaciones ${RETENTION.imports.defaultDays}. Un espacio puede fijar otros plazos. Lo borrado sale de las copias de recuperación en ${RETENTION.backups.defaultDays} días como máximo. Las pruebas de consentimiento, y los hashes de quien no debe recibir mensajes, se guardan mientras exista el espacio.`,
  ],
  [
    "Sus derechos",
    `Acceso, rectificación, supresión, limitación, oposición, una copia portátil y reclamación ante su autoridad. Escriba ALTO para terminar las ofertas al instante. Para lo demás escriba a ${supportEmail}.`,
  ],
];

const deletion = ({ supportEmail }: PolicyFacts): readonly PolicySection[] => [
  [
    "Una empresa le escribió",
    "Pida a esa empresa que lo borre: puede hacerlo, y a quien se borra no se le vuelve a escribir por una importación posterior. Escribir ALTO en el chat termina sus ofertas al instante.",
  ],
  [
    "Tiene una cuenta aquí",
    `Escriba a ${supportEmail} desde el correo de su cuenta. La borramos, y con el último propietario el espacio, en 30 días.`,
  ],
  [
    "Conectó una cuenta de WhatsApp mediante Meta",
    "Quite la aplicación en los ajustes de Facebook. Meta nos avisa, y usted recibe un código y una página que dice qué pasó. De su cuenta de Facebook no guardamos nada.",
  ],
];

const asked = ({ supportEmail }: PolicyFacts): PolicyText["asked"] => ({
  data_deletion: [
    "Hecho: no queda nada que borrar",
    `Meta nos pidió borrar lo que tenemos bajo el identificador de su cuenta de Facebook con nuestra aplicación. No tenemos nada bajo él: conectar una cuenta de WhatsApp nos da acceso a esa cuenta, no a su perfil. De la petición guardamos este código, que es un hash con clave, y su fecha. Una cuenta con correo y contraseña es otra cosa: escriba a ${supportEmail} para borrarla.`,
  ],
  deauthorize: [
    "Anotado: se quitó la aplicación",
    "Meta nos avisó de que quitó nuestra aplicación. Lo que conectó deja de poder usarse en cuanto Meta termine su token; el propietario del espacio lo ve y puede conectar de nuevo. Del aviso guardamos este código, que es un hash con clave, y su fecha.",
  ],
});
