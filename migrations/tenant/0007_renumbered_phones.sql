-- Keys of phones of Benin and of Côte d'Ivoire's mobiles as they are dialled today. Where the contact of the new number is another
-- one, the old key stays: the two prove to be one when the person writes.
UPDATE OR IGNORE identities SET value = '22901' || substr(value, 4)
WHERE value BETWEEN '229' AND '229A' AND length(value) = 11 AND kind = 'phone';
--> statement-breakpoint
UPDATE OR IGNORE identities SET value = '2250' || CASE
    WHEN substr(value, 5, 1) BETWEEN '0' AND '3' THEN '1'
    WHEN substr(value, 5, 1) BETWEEN '4' AND '6' THEN '5'
    ELSE '7' END || substr(value, 4)
WHERE value BETWEEN '225' AND '225A' AND length(value) = 11 AND kind = 'phone' AND substr(value, 4, 1) IN ('0','4','5','6','7','8','9');
