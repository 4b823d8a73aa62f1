/**
 * Phrases by which people say, in the middle of anything else, that they want no advertising: written as those of the keyword
 * table. They are no command, as STOP is: what the person meant is for a human to decide, and until then nothing is sent.
 */
export const REFUSAL_PHRASES = {
  en: [
    "no more -|of_these|of_your advertising|advertisements|adverts|ads|promotions|promos|promotional_messages|marketing|marketing_messages|offers|spam",
    "stop -|sending|spamming me|us -|all -|this|these|your advertising|advertisements|ads|promotions|promos|marketing|offers|spam|messages",
    "do_not|don't|dont want|need|like|wish -|to_get|to_receive -|any|your|these|more|any_more|any_of_your advertising|advertisements|ads|promotions|promos|marketing|offers|promotional_messages",
    "not interested in -|your|any|these|any_more advertising|ads|promotions|promos|marketing|offers",
    "take|remove me off|from -|your|the|this|your_mailing|the_mailing list",
    "never|do_not|don't|dont asked|agreed|signed_up|subscribed to|for -|this|these|your|any ads|marketing|promotions|messages|advertising",
    "i did_not|didn't|didnt|never agree|agreed|subscribe|subscribed|sign_up|signed_up",
    "stop spamming",
    "this is spam",
  ],
  es: [
    "no más|mas publicidad|promociones|anuncios|ofertas|propaganda|spam",
    "no quiero|deseo -|más -|recibir|saber_de|que_me_manden|que_me_envíen -|más -|su|sus|tu|tus|esta|estas publicidad|promociones|anuncios|ofertas|propaganda",
    "dejen|deja|deje de -|enviar|enviarme|mandar|mandarme publicidad|promociones|anuncios|spam|propaganda",
    "no me interesan|interesa -|sus|su|tu|las|la promociones|ofertas|publicidad|anuncios",
    "quítenme|quitenme|bórrenme|borrenme|sáquenme|saquenme de -|la|su lista",
    "esto es spam",
  ],
  pt: [
    "não quero|desejo -|mais -|receber|saber_de|que_me_mandem|que_me_enviem -|mais -|a|as|sua|suas|essa|essas|esse|esses propaganda|propagandas|promoções|promoção|anúncios|publicidade|ofertas",
    "não gostaria de_receber -|mais -|sua|suas|essa|essas propaganda|propagandas|promoções|anúncios|publicidade|ofertas",
    "chega de propaganda|propagandas|promoções|anúncios|publicidade|spam",
    "parem|pare|para de -|me mandar|enviar propaganda|propagandas|promoções|anúncios|spam",
    "sem mais propaganda|propagandas|promoções|anúncios|publicidade",
    "não tenho interesse em|nas|nessas -|suas promoções|ofertas|propagandas",
    "me tirem|tira|tire|retire|remova da|dessa|desta|sua lista",
    "isso é spam",
  ],
  de: [
    "keine|keinerlei -|weitere|weiteren|solche werbung|werbenachrichten|angebote|newsletter -|mehr",
    "will|möchte|moechte|wünsche -|ich -|keine|ihre|eure werbung|werbenachrichten -|mehr",
    "hören|hoert|hört|hoeren -|sie|endlich auf -|mit -|der|dieser werbung|werbenachrichten",
    "nehmen|nehmt|streichen -|sie mich -|bitte von|aus der|dieser|ihrer|eurer liste",
    "kein interesse an -|ihrer|eurer|der werbung|werbenachrichten",
    "das ist spam",
  ],
  fr: [
    "plus de|aucune pub|publicité|publicités|promotions|promos|spam",
    "je ne veux|souhaite plus|pas -|de|recevoir|recevoir_de|recevoir_vos -|vos pub|publicité|publicités|promotions|promos|offres",
    "arrêtez|arrête|arrêter -|avec|vos|de|de_m'envoyer|de_m'envoyer_des|de_m'envoyer_vos pub|pubs|publicité|publicités|promotions|promos|spam",
    "pas intéressé|intéressée par vos|les publicités|promotions|promos|offres",
    "retirez|enlevez|supprimez moi de -|la|votre liste",
    "c'est du spam",
  ],
  it: [
    "niente|basta -|con -|la|più pubblicità|promozioni|offerte|spam",
    "non voglio|desidero -|più -|ricevere|saperne -|più|di -|la|le -|vostra|vostre|queste pubblicità|promozioni|offerte",
    "smettetela|smettila di -|mandarmi|inviarmi pubblicità|promozioni|spam",
    "toglietemi|cancellatemi dalla -|vostra lista",
    "non mi interessano le|vostre|le_vostre promozioni|offerte",
  ],
  nl: [
    "geen -|verdere reclame|aanbiedingen|advertenties|promoties|spam -|meer",
    "stop met -|sturen|het_sturen -|van reclame|aanbiedingen|advertenties|spam",
    "haal|verwijder mij|me van|uit -|de|jullie|deze lijst",
    "niet geïnteresseerd in -|jullie|uw reclame|aanbiedingen",
  ],
  pl: [
    "nie chcę -|już|więcej -|dostawać|otrzymywać|waszych reklam|promocji|ofert|spamu",
    "żadnych|dość|koniec -|więcej|z|tych reklam|promocji|spamu|reklamami",
    "przestańcie|proszę_przestać wysyłać -|mi reklamy|promocje|spam",
    "usuńcie|wykreślcie mnie z -|waszej listy",
  ],
  tr: [
    "reklam|reklamları|kampanya|promosyon -|mesajı|mesajları -|almak istemiyorum",
    "artık|daha_fazla reklam|kampanya|promosyon istemiyorum|göndermeyin|atmayın",
    "beni listeden|listenizden çıkarın|çıkar|silin",
  ],
  id: [
    "tidak|gak|nggak|jangan mau|ingin|kirim -|terima|menerima|ada -|lagi iklan|promosi|promo|spam",
    "stop|berhenti -|kirim|mengirim iklan|promosi|promo|spam",
    "hapus|keluarkan saya dari -|daftar|list",
  ],
  ru: [
    "не хочу -|больше -|получать -|вашу|ваши рекламу|рекламы|рассылку|рассылки|акции",
    "больше|никакой -|никакой|не -|надо|присылайте|шлите рекламы|рекламу|рассылки|рассылок",
    "не присылайте|шлите|отправляйте -|мне -|больше рекламу|рекламы|рассылку|спам",
    "хватит|прекратите -|слать|присылать|отправлять|с рекламу|рекламы|рекламой|спам|спама",
    "удалите|уберите|исключите меня из -|вашей|этой рассылки|списка|базы",
  ],
  hi: [
    "विज्ञापन|प्रचार|ऑफर -|मत|नहीं|और_नहीं -|भेजो|भेजें|भेजिए|चाहिए",
    "मुझे -|और -|कोई विज्ञापन|प्रचार|ऑफर नहीं -|चाहिए",
    "ads|promotion|offers|advertisement mat|nahi|nahin -|bhejo|bhejiye|chahiye",
  ],
  ar: [
    "لا أريد|اريد -|أي|مزيدا_من|المزيد_من إعلانات|اعلانات|الإعلانات|الاعلانات|إعلاناتكم|عروض|عروضكم|دعاية",
    "توقفوا|توقف|كفى عن -|إرسال|ارسال -|الإعلانات|الاعلانات|إعلانات|اعلانات",
    "لا ترسلوا|ترسل -|لي إعلانات|اعلانات|عروض|دعاية",
    "احذفوني|أزيلوني من -|القائمة|قائمتكم",
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;
