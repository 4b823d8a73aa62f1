import {
  POLICY,
  type PolicyFacts,
  type PolicySection,
  type PolicyText,
} from "#core/policy/version";
import { RETENTION } from "#core/retention/classes";

export const textPtBr = (facts: PolicyFacts): PolicyText => ({
  title: "Política de privacidade",
  dates: `Última atualização em ${POLICY.updatedOn}. Em vigor desde ${POLICY.effectiveOn}. Versão ${POLICY.version}.`,
  sections: [...sections(facts), ...more(facts)],
  deletionTitle: "Apague seus dados",
  deletion: deletion(facts),
  asked: asked(facts),
  askedOn: "Recebido em",
});

const sections = ({ publicUrl }: PolicyFacts): readonly PolicySection[] => [
  [
    "O que isto abrange",
    `O WaQtor em ${publicUrl}: este site e a plataforma em que muitas empresas conversam com seus clientes no WhatsApp.`,
  ],
  [
    "Quem é responsável",
    "Pelas contas, nós. Pelos contatos, conversas e campanhas, o controlador é a empresa dona do espaço de trabalho: só ela decide a quem escreve e com que base, segundo a LGPD, o GDPR, a CCPA ou a lei que lhe for aplicável. Tratamos esses dados em nome dela. Se uma empresa escreveu para você, fale primeiro com ela; nós a ajudamos a responder.",
  ],
  [
    "O que uma conta contém",
    "Nome completo, e-mail, fuso horário e uma senha guardada como hash irreversível. Nada mais que identifique uma pessoa é pedido. Os atos são registrados em logs de auditoria com endereço IP e User-Agent, por segurança.",
  ],
  [
    "O que um espaço de trabalho contém sobre clientes",
    "Números de telefone, os identificadores de usuário por empresa e os nomes de usuário do WhatsApp, nomes de exibição, o que foi dito nos dois sentidos com seus arquivos, horários e estados de entrega, consentimentos com sua prova, e o que a empresa anotar.",
  ],
  [
    "Onde fica",
    "Cada espaço tem seu próprio banco de dados e sua própria parte de um armazenamento privado, na Cloudflare. Arquivos são lidos com uma credencial ou um link que expira. Tokens são selados com AES-256; o que só é comparado é guardado como hash. Tudo trafega por TLS.",
  ],
  [
    "Quem mais vê",
    "A Meta transporta as mensagens. A Cloudflare opera os servidores. Os webhooks do próprio espaço e as etapas HTTP de suas automações levam dados para fora a pedido dele, para onde ele disser. Mais ninguém. Dados pessoais não são vendidos, trocados nem alugados, e nenhuma página nossa tem script, fonte ou pixel de terceiros, nem cookie antes de você entrar.",
  ],
];

const more = ({ supportEmail }: PolicyFacts): readonly PolicySection[] => [
  [
    "Inteligência artificial",
    "Quando um proprietário a ativa, um modelo acessado pela OpenRouter (Gemini ou Qwen) rascunha modelos de campanha a partir de um briefing. Ele nunca recebe uma conversa, um contato ou uma mensagem recebida. Pedimos provedores que não treinem com o que é enviado nem o guardem; ainda assim o envio pode ficar sob a retenção temporária da OpenRouter.",
  ],
  [
    "Pagamento",
    "Nada é cobrado aqui ainda. Quando for, um provedor de pagamentos (Stripe) receberá o necessário para o pagamento.",
  ],
  [
    "Por quanto tempo é guardado",
    `Por padrão, mensagens ${RETENTION.messages.defaultDays} dias, arquivos ${RETENTION.media.defaultDays}, o que a Meta enviou como veio ${RETENTION.raw_webhooks.defaultDays}, logs de entrega ${RETENTION.delivery_log.defaultDays}, logs de auditoria ${RETENTION.audit.defaultDays} com endereços ${RETENTION.audit_addresses.defaultDays}, importações e exportações ${RETENTION.imports.defaultDays}. Um espaço pode definir outros prazos. O que é apagado sai das cópias de recuperação em até ${RETENTION.backups.defaultDays} dias. Provas de consentimento, e hashes de quem não deve receber mensagens, são guardados enquanto o espaço existir.`,
  ],
  [
    "Seus direitos",
    `Acesso, correção, eliminação, restrição, oposição, uma cópia portátil e reclamação à sua autoridade. Escreva PARAR para encerrar ofertas na hora. Para o resto, escreva para ${supportEmail}.`,
  ],
];

const deletion = ({ supportEmail }: PolicyFacts): readonly PolicySection[] => [
  [
    "Uma empresa escreveu para você",
    "Peça a essa empresa que apague você: ela pode, e quem é apagado não volta a receber mensagens por uma importação posterior. Escrever PARAR no chat encerra as ofertas na hora.",
  ],
  [
    "Você tem uma conta aqui",
    `Escreva para ${supportEmail} do e-mail da sua conta. Nós a apagamos, e com o último proprietário o espaço de trabalho, em até 30 dias.`,
  ],
  [
    "Você conectou uma conta do WhatsApp pela Meta",
    "Remova o aplicativo nas configurações do Facebook. A Meta nos avisa, e você recebe um código e uma página que diz o que aconteceu. Da sua conta do Facebook não guardamos nada.",
  ],
];

const asked = ({ supportEmail }: PolicyFacts): PolicyText["asked"] => ({
  data_deletion: [
    "Feito: não há nada a apagar",
    `A Meta pediu que apagássemos o que temos sob o identificador da sua conta do Facebook com nosso aplicativo. Não temos nada sob ele: conectar uma conta do WhatsApp nos dá acesso a essa conta, não ao seu perfil. Do pedido guardamos este código, que é um hash com chave, e a data. Uma conta com e-mail e senha é outra coisa: escreva para ${supportEmail} para apagá-la.`,
  ],
  deauthorize: [
    "Anotado: o aplicativo foi removido",
    "A Meta nos avisou que você removeu nosso aplicativo. O que você conectou deixa de poder ser usado assim que a Meta encerrar o token; o proprietário do espaço vê isso e pode conectar de novo. Do aviso guardamos este código, que é um hash com chave, e a data.",
  ],
});
