/**
 * The passwords of 8 characters or more that lists of leaked accounts name most often, in lower case. Short, because guesses
 * are limited and hashes are peppered: it keeps out what a handful of guesses finds.
 */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  (
    "password password1 password12 password123 password1234 password! passw0rd p@ssw0rd p@ssword pa$$word password2 " +
    "password01 passwords passwort mypassword 12345678 123456789 1234567890 0123456789 0987654321 987654321 87654321 " +
    "123123123 12341234 11223344 1122334455 12344321 123454321 12121212 21212121 123321123 112233445566 1q2w3e4r " +
    "1q2w3e4r5t 1qaz2wsx 1qaz2wsx3edc q1w2e3r4 q1w2e3r4t5 qazwsxedc qwertyui qwertyuiop qwerty12 qwerty123 qwerty1234 " +
    "qwerty12345 1234qwer 123qweasd 123456qwerty qweasdzxc asdfghjk asdfghjkl asdf1234 asdfasdf zxcvbnm1 zxcvbnm, " +
    "zxcvbnm123 azertyuiop abcd1234 abc12345 abc123456 abcdefgh abcdefghi a1b2c3d4 aa123456 a12345678 a123456789 " +
    "12345678a 123456789a 12345abc iloveyou iloveyou1 iloveyou2 ilovegod welcome1 welcome12 welcome123 admin123 " +
    "admin1234 admin12345 administrator adminadmin changeme changeme123 letmein1 letmein123 trustno1 sunshine sunshine1 " +
    "princess princess1 football football1 baseball baseball1 basketball superman superman1 batman123 starwars " +
    "pokemon1 computer internet michelle jennifer samantha danielle whatever jordan23 liverpool liverpool1 chocolate " +
    "butterfly michael1 charlie1 monkey123 dragon123 master123 shadow123 secret123 test1234 testtest testing123 " +
    "default1 user1234 guest123 qwerty123456 blink182 corvette mercedes maverick midnight garfield marlboro cocacola " +
    "spiderman slipknot metallica victoria alexander elizabeth benjamin whatsapp whatsapp1 whatsapp123"
  ).split(" "),
);
