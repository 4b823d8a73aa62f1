/** Interactive messages that show products of a catalog at Meta. */
import { z } from "zod";

import { refuseUntitled } from "#core/whatsapp/outgoing/interactive-choices";
import { Body, Footer, kindOf, TextHeader } from "#core/whatsapp/outgoing/interactive-parts";
import { coded, textUpTo, wordUpTo } from "#core/whatsapp/outgoing/parts";

const SECTIONS_MAX = 10;
const PRODUCTS_MAX = 30;

export const catalogId = wordUpTo(255, {
  description: "Meta's catalog.",
  example: "194836987003835",
});
export const productId = wordUpTo(255, {
  description: "Your own id of the product.",
  example: "di9ozbzfi4",
});

const ProductSection = z.strictObject({
  title: textUpTo(24, {
    description: "Title; needed when there are several sections.",
    example: "Books",
  }).optional(),
  product_items: z
    .array(z.strictObject({ product_retailer_id: productId }))
    .min(1)
    .max(PRODUCTS_MAX)
    .meta({ description: "The products." }),
});

/** Sections of products, as messages and templates take them. */
export const ProductSections = z
  .array(ProductSection)
  .min(1)
  .max(SECTIONS_MAX)
  .superRefine((sections, ctx) => {
    refuseUntitled(ctx, sections);
    if (sections.flatMap((section) => section.product_items).length > PRODUCTS_MAX)
      ctx.addIssue({
        code: "custom",
        ...coded("too_many_products", `At most ${PRODUCTS_MAX} products in all sections together.`),
      });
  })
  .meta({
    description: `1 to ${SECTIONS_MAX} sections with at most ${PRODUCTS_MAX} products in all.`,
  });

/** One product. */
export const Product = z.strictObject({
  type: kindOf("product", "One product."),
  body: Body.optional(),
  footer: Footer.optional(),
  action: z
    .strictObject({ catalog_id: catalogId, product_retailer_id: productId })
    .meta({ description: "The product." }),
});

/** Several products. */
export const ProductList = z.strictObject({
  type: kindOf("product_list", "Several products."),
  header: TextHeader,
  body: Body,
  footer: Footer.optional(),
  action: z
    .strictObject({ catalog_id: catalogId, sections: ProductSections })
    .meta({ description: "The products." }),
});

/** The whole catalog. */
export const Catalog = z.strictObject({
  type: kindOf("catalog_message", "The whole catalog."),
  body: Body,
  footer: Footer.optional(),
  action: z
    .strictObject({
      name: z
        .literal("catalog_message")
        .meta({ description: "Always `catalog_message`.", example: "catalog_message" }),
      parameters: z
        .strictObject({ thumbnail_product_retailer_id: productId })
        .meta({ description: "Whose picture stands above; the first product's when left out." })
        .optional(),
    })
    .meta({ description: "The catalog." }),
});
