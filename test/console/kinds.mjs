// One message of each kind that Meta tells of, as a person who sends them all would write: bodies of the sandbox's inbound route.

/** @returns In their order; `answers` is Meta's id of a message of ours, which some of them refer to. */
export function oneOfEachKind(answers) {
  // The sandbox gives each a small file, unless it is told of one that nobody has.
  const lost = { id: "1166846181421424", sha256: "29ed500fa64eb55fc19dc4124acb300e" };
  return [
    {
      type: "text",
      text: { body: "Vi o anúncio de vocês!" },
      referral: {
        source_type: "ad",
        source_id: "1202263",
        headline: "Panetone artesanal",
        body: "Encomende até o dia 10 e ganhe a entrega.",
      },
    },
    { type: "text", text: { body: "Quero o maior, por favor" }, context: { id: answers } },
    { type: "image", image: { caption: "Algo assim <b>😊</b>" } },
    { type: "video", video: { ...lost, mime_type: "video/mp4" } },
    { type: "audio", audio: { voice: true } },
    { type: "sticker", sticker: { animated: false } },
    {
      type: "document",
      document: { filename: "lista <script>.pdf" },
      context: { forwarded: true },
    },
    {
      type: "location",
      location: {
        latitude: -23.56168,
        longitude: -46.68392,
        name: "Praça dos Omaguás",
        address: "Pinheiros, São Paulo",
      },
    },
    {
      type: "contacts",
      contacts: [
        {
          name: { formatted_name: "Tia Rosa" },
          phones: [{ phone: "+55 11 91234-0000", type: "CELL" }],
        },
      ],
    },
    {
      type: "interactive",
      interactive: {
        type: "list_reply",
        list_reply: { id: "sab", title: "Sábado de manhã", description: "Das 8h às 12h" },
      },
    },
    {
      type: "interactive",
      interactive: {
        type: "nfm_reply",
        nfm_reply: {
          name: "flow",
          body: "Sent",
          response_json: '{"sabor":"Nozes","flow_token":"x"}',
        },
      },
    },
    {
      type: "button",
      button: { text: "Estou a caminho", payload: "on-my-way" },
      context: { id: answers },
    },
    {
      type: "order",
      order: {
        catalog_id: "194836987003835",
        text: "Sem açúcar",
        product_items: [
          { product_retailer_id: "panetone-500", quantity: 2, item_price: 48.5, currency: "BRL" },
        ],
      },
    },
    { type: "reaction", reaction: { message_id: answers, emoji: "❤️" } },
    { type: "unsupported", errors: [{ code: 131051, title: "Message type unknown" }] },
    { type: "text", text: { body: "Chego às dez" }, wamid: "wamid.edited" },
    { type: "text", text: { body: "Mensagem errada" }, wamid: "wamid.revoked" },
    {
      type: "edit",
      edit: {
        original_message_id: "wamid.edited",
        message: { type: "text", text: { body: "Chego às onze" } },
      },
    },
    { type: "revoke", revoke: { original_message_id: "wamid.revoked" } },
  ];
}
